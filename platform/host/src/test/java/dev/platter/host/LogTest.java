// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host logs to the logger that its caller supplied. */
class LogTest {
    @TempDir
    Path temporary;

    private final RecordingLog log = new RecordingLog("host");

    private PluginHost open() throws RefusedException {
        return PluginHost.open(List.of(temporary), temporary.resolve("cache"), name -> {
            assertEquals("host", name);
            return log;
        });
    }

    @Test
    void nothingIsLoggedWithoutAProblem() throws Exception {
        open().close();
        assertEquals(List.of(), log.records());
    }

    @Test
    void aJarThatIsPassedOverIsLogged() throws Exception {
        Path jar = Files.writeString(temporary.resolve("a.jar"), "not a jar");
        try (PluginHost host = open()) {
            assertEquals(List.of(), host.available());
        }
        assertEquals(1, log.records().size());
        assertTrue(log.records().getFirst().startsWith("WARNING passing over " + jar), log.records()::toString);
    }

    @Test
    void copiesThatCannotBeRemovedAreLogged() throws Exception {
        PluginHost host = open();
        Path lock = only(".lock");
        Files.delete(lock);
        host.close();
        assertEquals(1, log.records().size());
        assertTrue(log.records().getFirst().contains(" cannot be removed: "), log.records()::toString);
    }

    private Path only(String end) throws IOException {
        try (Stream<Path> files = Files.list(temporary.resolve("cache"))) {
            return files.filter(file -> file.toString().endsWith(end))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
