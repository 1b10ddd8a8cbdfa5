// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Allocation;
import dev.platter.api.DiskException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test sees what the member under test has done with its context. */
class TestContextTest {
    @TempDir
    Path state;

    private final TestContext context = new TestContext();

    @Test
    void aMetricCanBeRead() {
        context.metrics().counter("hits", "Hits").add(3);
        assertEquals(OptionalLong.of(3), context.metric("hits"));
        assertEquals(OptionalLong.empty(), context.metric("misses"));
    }

    @Test
    void memoryCanBeMadeScarce() throws DiskException {
        context.limitMemory(100);
        try (Allocation _ = context.buffers().allocate(60)) {
            assertEquals(60, context.memoryHeld());
            assertThrows(DiskException.class, () -> context.buffers().allocate(60));
        }
        assertEquals(0, context.memoryHeld());
    }

    @Test
    void theEndDeletesTheTemporaryFolderAndNamesLeaks() throws IOException {
        Path folder = context.temporaryFolder();
        context.buffers().allocate(60);

        List<String> lines = context.stop();

        assertFalse(Files.exists(folder));
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(lines.getFirst().contains("has not closed 1 allocation of 60 bytes"), lines::toString);
    }

    @Test
    void anInstanceThatLeavesNothingBehindHasNoLines() throws DiskException {
        context.buffers().allocate(60).close();
        assertEquals(List.of(), context.stop());
    }

    @Test
    void thereIsAPersistentFolderIfTheTestHasGivenOne() throws IOException {
        assertEquals(Optional.empty(), context.persistentFolder());
        Path folder = new TestContext(state).persistentFolder().orElseThrow();
        assertTrue(folder.startsWith(state));
        assertEquals(Optional.of(folder), new TestContext(state).persistentFolder());
    }
}
