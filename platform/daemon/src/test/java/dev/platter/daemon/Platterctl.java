// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.ctl.Main;
import dev.platter.ctl.Terminal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** The result of a run of {@code platterctl}. */
record Platterctl(int status, String out, String err) {
    /** Runs {@code platterctl} against a server. */
    static Platterctl at(Path socket, String input, String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = new Main(new Terminal(
                        new BufferedReader(new StringReader(input)),
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8),
                        false,
                        Map.of("PLATTER_CONTROL", socket.toString()),
                        socket.getParent(),
                        InstantSource.system()))
                .run(words);
        return new Platterctl(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
