// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command is told, the server is told. */
class VerbTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        install /tmp/a.jar                | install /tmp/a.jar
        upgrade vm1                       | upgrade vm1
        upgrade --live vm1                | upgrade vm1 live
        upgrade vm1 --live                | upgrade vm1 live
        rollback memory                   | rollback memory
        uninstall memory                  | uninstall memory all
        uninstall memory@1.2.0            | uninstall memory 1.2.0
        export start vm1                  | export start vm1
        reload                            | reload
        reload --force                    | reload force
        diff                              | difference
        export add b null                 | add b [null] [] {}
        export add b --filter offset --filter=delay memory --read-only size=1M offset=1K | add b [offset, delay, memory] [size=1M, offset=1K] {read-only=true}
        export add b --tls ./a.jar 1M     | add b [./a.jar] [1M] {tls=true}
        export add -- -b null             | add -b [null] [] {}
        export remove b                   | remove b soft
        export remove --hide b            | remove b hide
        export remove b --hard            | remove b hard
        drain vm1                         | drain vm1 PT10S
        drain --grace 500ms vm1           | drain vm1 PT0.5S
        drain --grace=2min vm1            | drain vm1 PT2M
        kill 7                            | kill 7
        stop                              | stop
        """)
    void commandLineBecomesARequest(String line, String told) throws Exception {
        try (var ctl = new Ctl(folder)) {
            Ctl.Run run = ctl.run(line.split(" "));
            assertEquals(List.of(told), List.copyOf(ctl.steering.told), run.err());
            assertEquals(new Ctl.Run(0, "done: " + told + "\n", ""), run);
        }
    }

    @Test
    void profileIsWrittenToAFile() throws Exception {
        try (var ctl = new Ctl(folder)) {
            Path page = folder.resolve("flames.html");
            assertEquals(
                    new Ctl.Run(0, page + " has a flame graph of 2s\n", ""), ctl.run("profile", "2", "flames.html"));
            assertEquals("done: profile PT2S", Files.readString(page));
            Path usual = folder.resolve("platter-profile.html");
            assertEquals(new Ctl.Run(0, "{\"file\":\"" + usual + "\"}\n", ""), ctl.run("--json", "profile", "500ms"));
            assertEquals("done: profile PT0.5S", Files.readString(usual));
        }
    }

    @Test
    void profileThatCannotBeWrittenIsNotTaken() throws Exception {
        try (var ctl = new Ctl(folder)) {
            Ctl.Run run = ctl.run("profile", "2s", "nosuch/flames.html");
            assertEquals(ExitStatus.TROUBLE.number(), run.status());
            assertTrue(run.err().contains("cannot be written"), run.err());
            assertEquals(List.of(), List.copyOf(ctl.steering.told));
        }
    }

    @Test
    void jarIsSentAsAnAbsolutePath() throws Exception {
        try (var ctl = new Ctl(folder)) {
            ctl.run("install", "sub/../a.jar");
            assertEquals("install " + folder.resolve("a.jar"), ctl.steering.told.remove());
        }
    }

    @Test
    void theDefaultExportHasAName() throws Exception {
        try (var ctl = new Ctl(folder)) {
            ctl.run("export", "remove", "");
            assertEquals("remove  soft", ctl.steering.told.remove());
        }
    }

    @Test
    void everyVerbIsInTheHelp() {
        Ctl.Run run = Ctl.run(folder, Map.of(), false, "--help");
        assertEquals(0, run.status());
        for (Verb verb : Verb.shown()) {
            assertTrue(run.out().contains("\n  " + (verb.title() + " " + verb.words()).strip()), verb.title());
        }
        assertTrue(run.out().lines().allMatch(line -> line.length() < 80), run.out());
    }

    @Test
    void everyOptionBelongsToSomething() {
        var options = new PlatterctlOptions()
                .getOptions().stream().map(Option::getLongOpt).sorted().toList();
        var owned = Stream.concat(
                        Verb.shown().stream().flatMap(verb -> verb.options().stream()),
                        Stream.of("socket", "json", "help", "version"))
                .distinct()
                .sorted()
                .toList();
        assertEquals(owned, options);
    }
}
