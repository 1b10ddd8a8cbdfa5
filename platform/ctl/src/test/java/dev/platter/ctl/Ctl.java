// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import dev.platter.control.ControlServer;
import dev.platter.testkit.server.FakeServer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** The command, and the server that it talks to, unless a test has ended that. */
final class Ctl implements AutoCloseable {
    final FakeServer steering = FakeServer.busy();
    final Path folder;
    final Path socket;
    private final ControlServer server;

    /** What a run has left. */
    record Run(int status, String out, String err) {}

    Ctl(Path folder) throws IOException {
        this.folder = folder;
        socket = folder.resolve("control.sock");
        server = ControlServer.start(socket, steering, System.getLogger("ctl-test"));
        steering.drainMayEnd.countDown();
    }

    Run run(String... args) {
        return run(folder, Map.of("PLATTER_CONTROL", socket.toString()), false, args);
    }

    Run runOnTerminal(String... args) {
        return run(folder, Map.of("PLATTER_CONTROL", socket.toString(), "LINES", "5"), true, args);
    }

    /** Runs the command with input from a person or a file. */
    Run runWith(String input, boolean interactive, String... args) {
        return run(folder, Map.of("PLATTER_CONTROL", socket.toString()), input, interactive, args);
    }

    static Run run(Path folder, Map<String, String> environment, boolean interactive, String... args) {
        return run(folder, environment, "", interactive, args);
    }

    private static Run run(
            Path folder, Map<String, String> environment, String input, boolean interactive, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(new Terminal(
                        new BufferedReader(new StringReader(input)),
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8),
                        interactive,
                        environment,
                        folder,
                        InstantSource.fixed(FakeServer.STARTED.plusSeconds(3725))))
                .run(args);
        return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
