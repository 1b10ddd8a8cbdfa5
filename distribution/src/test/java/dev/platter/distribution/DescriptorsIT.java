// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A program that the server starts has descriptors 0 to 2 and no other, so it holds no client's connection, no file of a disk and no
 * socket open.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the descriptors are listed by /proc")
@ExtendWith(Credentials.Maker.class)
class DescriptorsIT {
    /** The last one is the folder that ls reads. */
    private static final List<String> THREE = List.of("0", "1", "2", "3");

    private static final String LIST = "ls /proc/self/fd";

    /** A client reads, while another one is connected. */
    private static final String LOOK = """
        other = nbd.NBD()
        for each in (other, h):
            each.set_uri_allow_local_file(True)
            each.connect_uri('%s')
        h.pread(512, 0)
        """;

    @RegisterExtension
    private final Platter platter = new Platter();

    private Path listed() {
        return platter.folder().resolve("listed");
    }

    /** It lists its descriptors when it is asked to read. */
    private String script() throws IOException {
        Path script = Files.writeString(
                platter.folder().resolve("script.sh"), """
                    #!/bin/sh
                    case $1 in
                      get_size) echo 1M ;;
                      pread) LIST >FILE; head -c "$3" /dev/zero ;;
                      *) exit 2 ;;
                    esac
                    """.replace("LIST", LIST).replace("FILE", listed().toString()));
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"))
                .toString();
    }

    private void assertThreeAfterARead(String uri) throws IOException {
        Peer.require("nbdsh").run("-c", LOOK.formatted(uri)).success();
        assertEquals(THREE, Files.readAllLines(listed()));
    }

    /** The command line of {@code platter} for a foreign program that starts it; the variables are not for that program. */
    private List<String> command(String... words) {
        List<String> line = new ArrayList<>(List.of("env", "PLATTER_AOT=use"));
        line.add("PLATTER_JAVA=" + System.getProperty("java.home"));
        platter.environment().forEach((name, value) -> line.add(name + "=" + value));
        line.addAll(platter.command("platter").commandLine(words));
        return line;
    }

    private String quotedCommand(String... words) {
        return "['" + String.join("', '", command(words)) + "']";
    }

    @ParameterizedTest
    @ValueSource(strings = {"-U -", "-i 127.0.0.1 -p 0"})
    void captiveCommandHasThreeDescriptors(String where) {
        List<String> words = new ArrayList<>(List.of(where.split(" ")));
        words.addAll(List.of("memory", "1M", "--run", LIST));
        assertEquals(
                THREE,
                platter.run(words.toArray(String[]::new)).success().lines().toList());
    }

    @Needs("python3")
    @Test
    void captiveCommandHasThreeDescriptorsInATerminal() {
        List<String> line = new ArrayList<>(List.of("-c", "import pty, sys; pty.spawn(sys.argv[1:])"));
        line.addAll(command("-U", "-", "null", "1M", "--run", LIST));
        String out = Peer.require("python3").run(line.toArray(String[]::new)).success();
        assertEquals(THREE, List.of(out.strip().split("\\s+")));
    }

    @Needs("nbdsh")
    @Test
    void scriptHasThreeDescriptorsOnAPrivateSocketAndOnAPort() throws IOException {
        assertThreeAfterARead(platter.serve("sh", script()).uri());
        assertThreeAfterARead(platter.serveOnPort("sh", script()).uri());
    }

    @Needs({"nbdsh", "nbdkit"})
    @Test
    void scriptOfNbdkitHasThreeDescriptorsAsWell() throws IOException {
        try (PeerServer nbdkit = PeerServer.nbdkit("sh", script())) {
            assertThreeAfterARead(nbdkit.uri(""));
        }
    }

    @Needs({"nbdsh", "certtool"})
    @Test
    void scriptHasThreeDescriptorsBehindTls(Credentials credentials) throws IOException {
        Served served = platter.serve(
                "--tls=require",
                "--tls-certificates=" + credentials.folder("server"),
                "--tls-verify-peer",
                "sh",
                script());
        assertThreeAfterARead(
                "nbds+unix://?socket=" + served.socket() + "&tls-certificates=" + credentials.folder("alice"));
    }

    @Needs("nbdsh")
    @Test
    void scriptOfADaemonHasThreeDescriptors() throws IOException {
        try (Background _ = Background.start(platter, "sh", script())) {
            assertThreeAfterARead(Background.uri(platter));
        }
    }

    @Needs("nbdsh")
    @Test
    void scriptHasThreeDescriptorsWhereTheClientIsOnStandardInput() throws IOException {
        Peer.require("nbdsh")
                .run("-c", "h.connect_command(" + quotedCommand("-s", "sh", script()) + ")\nh.pread(512, 0)\n")
                .success();
        assertEquals(THREE, Files.readAllLines(listed()));
    }

    /** Java alone cannot take a descriptor over. */
    @Needs("nbdsh")
    @Tag("same-in-both-modes")
    @Test
    void scriptHasThreeDescriptorsWhereTheSocketWasHandedOver() throws IOException {
        Peer.require("nbdsh")
                .run(
                        "-c",
                        "h.connect_systemd_socket_activation(" + quotedCommand("sh", script()) + ")\nh.pread(512, 0)\n")
                .success();
        assertEquals(THREE, Files.readAllLines(listed()));
    }
}
