// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** How a run of the command line ended, without a process of its own. */
record Outcome(int status, String out, String err, boolean released) {
    static Outcome of(String... args) {
        return of(new End(), args);
    }

    static Outcome of(End end, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var catalog = new FakeCatalog();
        Run run = new Run(new Configuration(Path.of("/opt/platter")), _ -> catalog, stream(out), stream(err));
        int status = run.execute(end, args);
        return new Outcome(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), catalog.isClosed());
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
