// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limit of a control group is found in both versions. */
class ControlGroupTest {
    @TempDir
    private Path folder;

    private long memory(String membership) throws IOException {
        return new ControlGroup(Files.writeString(folder.resolve("cgroup"), membership), folder).memory();
    }

    private void limit(String file, String bytes) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, bytes + "\n");
    }

    @Test
    void theLimitOfTheSecondVersionIsRead() throws IOException {
        limit("a/b/memory.max", "268435456");
        assertEquals(268435456, memory("0::/a/b\n"));
    }

    @Test
    void theLimitOfAGroupAroundItCounts() throws IOException {
        limit("a/memory.max", "1000");
        limit("a/b/memory.max", "max");
        assertEquals(1000, memory("0::/a/b\n"));
    }

    @Test
    void theLimitOfTheFirstVersionIsRead() throws IOException {
        limit("memory/a/memory.limit_in_bytes", "5000");
        assertEquals(5000, memory("8:pids:/\n4:memory:/a\n0::/\n"));
    }

    @Test
    void theLimitAtTheTopIsThatOfAContainerWhoseGroupIsNotVisible() throws IOException {
        limit("memory/memory.limit_in_bytes", "7000");
        assertEquals(7000, memory("4:memory:/docker/1234\n"));
    }

    @Test
    void nothingIsLimitedWithoutControlGroups() throws IOException {
        assertEquals(Long.MAX_VALUE, memory("0::/\n"));
        assertEquals(Long.MAX_VALUE, new ControlGroup(folder.resolve("none"), folder).memory());
    }
}
