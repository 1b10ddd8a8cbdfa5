// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.server.steering.ExportStatus;
import dev.platter.testkit.server.FakeServer;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shells are given to offer. */
class CompletionTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "exports, vm1",
        "connections, 7",
        "plugins, memory",
        "filters, offset",
        "bundles, memory offset",
        "versions, memory memory@1.1.0 memory@1.2.0 offset offset@1.0.0"
    })
    void namesAreListedByKind(String kind, String names) throws Exception {
        try (var ctl = new Ctl(folder)) {
            assertEquals(new Ctl.Run(0, names.replace(' ', '\n') + "\n", ""), ctl.run("complete", kind));
        }
    }

    @Test
    void namesThatAShellCouldNotTypeAreLeftOut() throws Exception {
        try (var ctl = new Ctl(folder)) {
            ctl.steering.serves(Stream.of("", "a\nb", "two words")
                    .map(name -> FakeServer.export(name, "serving", 0))
                    .toArray(ExportStatus[]::new));
            assertEquals("two words\n", ctl.run("complete", "exports").out());
        }
    }

    @Test
    void unknownKindIsRefused() throws Exception {
        try (var ctl = new Ctl(folder)) {
            Ctl.Run run = ctl.run("complete", "everything");
            assertEquals(2, run.status());
            assertEquals(
                    "platterctl: 'complete' is followed by exports|bundles|versions|plugins|filters|connections\n"
                            + "Try 'platterctl --help'.\n",
                    run.err());
        }
    }
}
