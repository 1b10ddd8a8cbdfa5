// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run draws where its time went, and so does a server when it is asked to. */
class ProfileIT {
    private static final String FLAME_GRAPH = "const cpool = [";

    @RegisterExtension
    private final Platter platter = new Platter();

    @Test
    void runWritesAFlameGraph() throws IOException {
        Path page = platter.folder().resolve("flames.html");

        Outcome outcome = platter.run("--profile=" + page, "-U", "-", "null", "1M", "--run", "exit 3");

        assertEquals(new Outcome(3, "", ""), outcome);
        assertTrue(Files.readString(page).contains(FLAME_GRAPH), () -> page + " is no flame graph");
    }

    @Test
    void fileThatCannotBeWrittenIsRefused() {
        Platter.assertRefused(
                platter.run("--profile=nosuch/flames.html", "-U", "-", "null", "--run", "true"),
                "--profile=nosuch/flames.html",
                "nosuch");
    }

    @Test
    void serverIsRecordedForAWhile() throws IOException {
        String ctl = Platter.quoted(platter.command("platterctl").commandLine().getFirst());
        Path page = platter.folder().resolve("flames.html");

        Outcome outcome = platter.run(
                "--control=" + platter.folder().resolve("ctl"),
                "-U",
                "-",
                "null",
                "1M",
                "--run",
                ctl + " --socket="
                        + Platter.quoted(platter.folder().resolve("ctl").toString()) + " profile 100ms "
                        + Platter.quoted(page.toString()));

        assertEquals(new Outcome(0, page + " has a flame graph of 0.1s\n", ""), outcome);
        assertTrue(Files.readString(page).contains(FLAME_GRAPH), () -> page + " is no flame graph");
    }

    @Test
    void compiledMethodsHaveNamesForPerf() throws IOException {
        Outcome outcome = platter.shell("PLATTER_PERF=1 PLATTER_AOT=use "
                + Platter.quoted(platter.command("platter").commandLine().getFirst())
                + " -U - null 1M --run 'echo $PPID'");
        Path names = Path.of("/tmp/perf-" + outcome.success().strip() + ".map");
        try {
            assertTrue(Files.readString(names).contains("Interpreter"), () -> names + " has no names");
        } finally {
            Files.deleteIfExists(names);
        }
    }
}
