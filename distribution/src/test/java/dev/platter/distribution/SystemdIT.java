// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.distribution.Notifications.Message;
import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code platterd} as a service: readiness, sockets handed over by systemd, and signals. */
@Timeout(120)
@Isolated("looks for a free port and takes it later")
class SystemdIT {
    private static final String LISTEN = "[[listen]]\nunix = \"nbd\"\n";
    private static final int O_NONBLOCK = 0x800;
    private static final Pattern RELOADING = Pattern.compile("RELOADING=1\tMONOTONIC_USEC=([0-9]+)");

    @RegisterExtension
    private final Platter platter = new Platter();

    private Path configuration;
    private String nbd;

    @BeforeEach
    void prepare() {
        configuration = platter.folder().resolve("platter.toml");
        nbd = "nbd+unix:///%s?socket=" + platter.folder().resolve("nbd");
    }

    private void configure(String listeners, String... exports) throws IOException {
        StringBuilder text = new StringBuilder("[server]\nstate = \"state\"\ncontrol = \"control\"\n" + listeners);
        for (String export : exports) {
            text.append("[export.")
                    .append(export)
                    .append(".plugin]\nuse = \"memory\"\nparameters = { size = \"1M\" }\n");
        }
        Files.writeString(configuration, text);
    }

    private Daemon start(Map<String, String> variables) throws IOException {
        return new Daemon(platter.startInTerminal(variables, "platterd", "--config=" + configuration));
    }

    private void assertServed(String uri) {
        assertEquals(
                "1048576", Peer.require("nbdinfo").run("--size", uri).success().strip());
    }

    @Needs({"python3", "nbdinfo"})
    @ParameterizedTest
    @ValueSource(strings = {"", "@"})
    void systemdIsToldThePhasesOfTheServer(String abstractly) throws Exception {
        configure(LISTEN, "one");
        String socket = abstractly + platter.folder().resolve("notify");
        try (Notifications told = Notifications.at(socket);
                Daemon daemon = start(Map.of("NOTIFY_SOCKET", socket))) {
            Message ready = told.next();
            String summary = "READY=1\tSTATUS=%d exports on nbd+unix:///?socket="
                    + platter.folder().resolve("nbd");
            assertEquals(summary.formatted(1), ready.assignments());
            assertServed(nbd.formatted("one"));

            configure(LISTEN, "one", "two");
            daemon.signal("HUP");
            Message reloading = told.next();
            Matcher when = RELOADING.matcher(reloading.assignments());
            assertTrue(when.matches(), reloading.assignments());
            long microseconds = Long.parseLong(when.group(1));
            assertTrue(
                    ready.microseconds() <= microseconds && microseconds <= reloading.microseconds(), "" + reloading);
            assertEquals(summary.formatted(2), told.next().assignments());
            assertServed(nbd.formatted("two"));

            daemon.signal("TERM");
            assertEquals("STOPPING=1", told.next().assignments());
            daemon.end(0);
            assertTrue(Files.notExists(platter.folder().resolve("nbd")));
            assertTrue(Files.notExists(platter.folder().resolve("control")));
        }
    }

    @Needs({"python3", "nbdinfo"})
    @Test
    void aReloadThatFailsEndsNevertheless() throws Exception {
        configure(LISTEN, "one");
        String socket = platter.folder().resolve("notify").toString();
        try (Notifications told = Notifications.at(socket);
                Daemon daemon = start(Map.of("NOTIFY_SOCKET", socket))) {
            told.next();
            Files.writeString(configuration, "rubbish = 1\n");
            daemon.signal("HUP");
            assertTrue(told.next().assignments().startsWith("RELOADING=1\t"));
            assertTrue(told.next().assignments().startsWith("READY=1\t"));
            String why = daemon.awaitLog("reload has changed nothing: ");
            assertTrue(why.contains("platter.toml:1:1: unknown key 'rubbish'"), why);
            assertServed(nbd.formatted("one"));
            daemon.signal("TERM");
            daemon.end(0);
        }
    }

    /** A pipe in place of the file holds the start up, and shows when the server has come that far. */
    @Needs("nbdinfo")
    @Test
    void aRequestToReloadBeforeTheServerIsReadyWaitsForIt() throws Exception {
        configure(LISTEN, "one");
        String text = Files.readString(configuration);
        Files.delete(configuration);
        Peer.require("sh").run("-c", "mkfifo '" + configuration + "'").success();
        try (Daemon daemon = start(Map.of())) {
            try (OutputStream read = Files.newOutputStream(configuration)) {
                daemon.signal("HUP");
                read.write(text.getBytes(StandardCharsets.UTF_8));
            }
            daemon.awaitLog("ready: ");
            Files.writeString(configuration, text, StandardOpenOption.WRITE);
            daemon.awaitLog("reload: ");
            assertServed(nbd.formatted("one"));
            daemon.signal("TERM");
            daemon.end(0);
        }
    }

    @Needs("nbdsh")
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void signalEndsTheServerAlthoughAClientIsConnected(String signal) throws Exception {
        configure(LISTEN, "one");
        try (Daemon daemon = start(Map.of())) {
            daemon.awaitLog("ready: ");
            Process client = Peer.require("nbdsh").start("-u", nbd.formatted("one"), "-c", """
                import sys
                print(h.pread(1, 0), flush=True)
                sys.stdin.read()
                """);
            assertEquals("bytearray(b'\\x00')", client.inputReader().readLine());
            daemon.signal(signal);
            assertTrue(daemon.end(0).contains("ends: signal"));
            client.getOutputStream().close();
            client.waitFor();
        }
    }

    /** Without native libraries the server cannot take over a listening socket, and says so. */
    @Needs({"systemd-socket-activate", "nbdinfo"})
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void socketsAreHandedOver(boolean tcp) throws Exception {
        configure("", "one");
        String port = Integer.toString(freePort());
        Path unix = platter.folder().resolve("handed.sock");
        try (Daemon daemon = activated("-l", unix.toString(), "-l", "127.0.0.1:" + port)) {
            daemon.awaitLog("Listening on");
            String uri = tcp ? "nbd://127.0.0.1:" + port + "/one" : "nbd+unix:///one?socket=" + unix;
            Process client = Peer.require("nbdinfo").start("--size", uri);
            if (Boolean.getBoolean("platter.portable")) {
                daemon.awaitLog("descriptor 3 cannot be taken over, since this needs Netty's native library");
                daemon.end(1);
            } else {
                assertEquals("1048576", client.inputReader().readLine());
                String ready = daemon.awaitLog("ready: ");
                assertTrue(ready.contains("nbd://127.0.0.1:" + port), ready);
                assertTrue(ready.contains("nbd+unix:///?socket=" + unix), ready);
                assertServed("nbd://127.0.0.1:" + port + "/one");
                assertServed("nbd+unix:///one?socket=" + unix);
                for (int descriptor : new int[] {3, 4}) {
                    String info = Files.readString(Path.of("/proc/" + daemon.pid() + "/fdinfo/" + descriptor));
                    int flags = Integer.parseInt(info.replaceAll("(?s).*flags:\\s+([0-7]+).*", "$1"), 8);
                    assertTrue((flags & O_NONBLOCK) != 0, info);
                }
                daemon.signal("TERM");
                daemon.end(0);
                assertTrue(Files.exists(unix), "the socket is its maker's to remove");
            }
            client.waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Starts a program that listens and turns into the server when a client connects, which is when systemd starts a service. */
    private Daemon activated(String... sockets) throws IOException {
        List<String> words = new ArrayList<>(List.of(sockets));
        platter.environment().forEach((name, value) -> words.addAll(List.of("-E", name + "=" + value)));
        words.addAll(List.of("-E", "PLATTER_AOT=use", "-E", "PLATTER_JAVA=" + System.getProperty("java.home")));
        words.addAll(platter.command("platterd").commandLine("--config=" + configuration));
        return new Daemon(Peer.require("systemd-socket-activate").start(words.toArray(String[]::new)));
    }
}
