// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code platter} serves the socket that was handed over by systemd, or by a client that starts its own server. */
@Timeout(120)
class ActivationIT {
    /** Listens on a Unix socket, and becomes the command with that socket as descriptor 3. */
    private static final String HAND_OVER = """
        import os, socket, sys
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(sys.argv[1])
        if sys.argv[2] == 'listening':
            listener.listen()
        os.dup2(listener.fileno(), 3)
        os.set_inheritable(3, True)
        os.execvpe(sys.argv[4], sys.argv[4:], {**os.environ, 'LISTEN_FDS': sys.argv[3], 'LISTEN_PID': str(os.getpid())})
        """;

    /** Java alone cannot take a descriptor over. */
    private static final boolean PORTABLE = Boolean.getBoolean("platter.portable");

    private static final String REMEDY = "let the server open its sockets itself";

    @RegisterExtension
    private final Platter platter = new Platter();

    private Path socket() {
        return platter.folder().resolve("handed.sock");
    }

    private String[] handedOver(String how, String count, String... words) {
        List<String> line = new ArrayList<>(List.of("-c", HAND_OVER, socket().toString(), how, count));
        line.addAll(platter.command("platter").commandLine(words));
        return line.toArray(String[]::new);
    }

    private Peer python() {
        return Peer.require("python3").with(platter.environment()).with(Map.of("PLATTER_AOT", "use"));
    }

    @Needs({"python3", "nbdinfo"})
    @Test
    void theSocketThatWasHandedOverIsServed() throws Exception {
        if (PORTABLE) {
            Platter.assertRefused(
                    python().run(handedOver("listening", "1", "memory", "1M")),
                    "descriptor 3 cannot be taken over",
                    REMEDY);
            return;
        }
        Process server = python().start(handedOver("listening", "1", "memory", "1M"));
        try {
            String uri = "nbd+unix:///?socket=" + socket();
            // Until the server is ready, the client waits in the queue of the socket, once that is there.
            Outcome size = Peer.require("nbdinfo").run("--size", uri);
            while (size.status() != 0 && server.isAlive()) {
                size = Peer.require("nbdinfo").run("--size", uri);
            }
            assertEquals("1048576", size.success().strip());
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static final String HAND_OVER_TWO = """
        import os, socket, sys
        listeners = [socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)]
        for descriptor, listener, path in zip([3, 4], listeners, sys.argv[1:3]):
            listener.bind(path)
            listener.listen()
            os.dup2(listener.fileno(), descriptor)
            os.set_inheritable(descriptor, True)
        os.execvpe(sys.argv[3], sys.argv[3:], {**os.environ, 'LISTEN_FDS': '2', 'LISTEN_FDNAMES': 'one:two',
                                               'LISTEN_PID': str(os.getpid())})
        """;

    @Needs({"python3", "nbdinfo"})
    @Test
    void eachOfSeveralNamedSocketsIsServed() throws Exception {
        Path other = platter.folder().resolve("other.sock");
        List<String> line = new ArrayList<>(List.of("-c", HAND_OVER_TWO, socket().toString(), other.toString()));
        line.addAll(platter.command("platter").commandLine("memory", "1M"));
        if (PORTABLE) {
            Platter.assertRefused(
                    python().run(line.toArray(String[]::new)), "descriptor 3 cannot be taken over", REMEDY);
            return;
        }
        Process server = python().start(line.toArray(String[]::new));
        try {
            for (Path path : List.of(socket(), other)) {
                String uri = "nbd+unix:///?socket=" + path;
                Outcome size = Peer.require("nbdinfo").run("--size", uri);
                while (size.status() != 0 && server.isAlive()) {
                    size = Peer.require("nbdinfo").run("--size", uri);
                }
                assertEquals("1048576", size.success().strip());
            }
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    @Needs("nbdinfo")
    @Test
    void aClientThatStartsItsOwnServerIsServed() {
        List<String> words = new ArrayList<>(List.of("--size", "--", "[", "env", "PLATTER_AOT=use"));
        words.add("PLATTER_JAVA=" + System.getProperty("java.home"));
        // For the server alone: where the foreign program is found may depend on these.
        platter.environment().forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(platter.command("platter").commandLine("memory", "1M"));
        words.add("]");
        Outcome size = Peer.require("nbdinfo").run(words.toArray(String[]::new));
        if (PORTABLE) {
            assertTrue(size.err().contains(REMEDY), size.err());
            return;
        }
        assertEquals("1048576", size.success().strip());
    }

    @Needs("python3")
    @ParameterizedTest
    @CsvSource({"-p 1,port", "-i 127.0.0.1,ipaddr", "-U -,unix", "--run true,run"})
    void anOptionThatContradictsTheSocketIsRefused(String option, String name) {
        Outcome outcome = python().run(handedOver("listening", "1", (option + " null").split(" ")));
        Platter.assertRefused(
                outcome, "--" + name + " cannot be used with sockets that were handed over", "unset LISTEN_FDS");
    }

    @Needs("python3")
    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", ""})
    void aNumberOfSocketsThatMakesNoSenseIsRefused(String count) {
        Outcome outcome = python().run(handedOver("listening", count, "null"));
        Platter.assertRefused(outcome, "LISTEN_FDS is '" + count + "'", "a number of descriptors, at least 1");
    }

    @Needs("python3")
    @Test
    void aSocketThatDoesNotListenIsRefused() {
        Outcome outcome = python().run(handedOver("bound", "1", "null"));
        Platter.assertRefused(outcome, "descriptor 3", "Accept=no");
    }

    @Needs("python3")
    @Test
    void twoSocketsNeedTwoDescriptors() {
        Outcome outcome = python().run(handedOver("listening", "2", "null"));
        assertTrue(outcome.err().contains("descriptor 4"), outcome.err());
    }

    @Test
    void variablesOfAnotherProcessAreNotForUs() {
        Outcome outcome = platter.command("platter")
                .with(Map.of("LISTEN_FDS", "1", "LISTEN_PID", "1"))
                .run("-U", "-", "null", "--run", "echo $unixsocket");
        assertTrue(outcome.success().strip().endsWith("/socket"), outcome.out());
    }
}
