// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.BlockStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The space that the file system reports for a file of 4 MiB, asked in another way than the plugin does. */
class AllocationTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void fill() throws IOException {
        assumeTrue(Access.LINUX.isHere(), "only Linux gives parts of a file back");
        path = Files.write(folder.resolve("disk.img"), filled(4 * MIB));
    }

    @Test
    void trimAndZeroGiveSpaceBack() throws IOException, InterruptedException {
        long before = allocated();
        try (FileDisk disk = FileAccess.disk(Access.LINUX, path)) {
            disk.trim(0, MIB, RequestFlags.NONE);
            disk.zero(MIB, MIB, RequestFlags.NONE.withFastZero(true));
        }

        assertEquals(before - 2 * MIB, allocated());
    }

    @Test
    void zeroesWithoutHolesAreAllocated() throws IOException, InterruptedException {
        long before = allocated();
        try (FileDisk disk = FileAccess.disk(Access.LINUX, path)) {
            disk.trim(0, MIB, RequestFlags.NONE);
            disk.zero(0, 2 * MIB, RequestFlags.NONE.withNoHole(true));
        }

        assertEquals(before, allocated());
    }

    /** Linux' file system in memory can punch holes, but has no other way to make zeroes. */
    @Test
    void withoutACallForZeroesAHoleIsPunchedAndFilled() throws IOException, InterruptedException {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(memory), "this system has no /dev/shm");
        path = Files.write(Files.createTempFile(memory, "platter", ".img"), filled(MIB));
        try {
            long before = allocated();
            try (FileDisk disk = FileAccess.disk(Access.LINUX, path)) {
                disk.zero(0, MIB, RequestFlags.NONE.withNoHole(true).withFastZero(true));
            }

            assertEquals(before, allocated());
            assertArrayEquals(new byte[MIB], Files.readAllBytes(path));
        } finally {
            Files.delete(path);
        }
    }

    /** Where a hole is reported, zeroes are read, whatever lies around it. */
    @Test
    void extentsAgreeWithReads() throws IOException {
        try (FileDisk disk = FileAccess.disk(Access.LINUX, path)) {
            Random random = new Random(1);
            for (int i = 0; i < 40; i++) {
                disk.trim(random.nextInt(3 * MIB), 1 + random.nextInt(MIB / 8), RequestFlags.NONE);
            }
            ByteBuffer content = ByteBuffer.allocateDirect(4 * MIB);
            disk.read(content, 0, HoleSink.NONE);
            long[] next = {0};
            long[] holes = {0};
            disk.extents(0, 4 * MIB, (offset, length, status) -> {
                assertEquals(next[0], offset);
                next[0] += length;
                if (status != BlockStatus.DATA) {
                    holes[0] += length;
                    for (int at = (int) offset; at < next[0]; at++) {
                        assertEquals(0, content.get(at));
                    }
                }
                return true;
            });
            assertEquals(4 * MIB, next[0]);
            assertTrue(holes[0] > MIB, "only " + holes[0] + " bytes are holes");
        }
    }

    private static byte[] filled(int length) {
        byte[] content = new byte[length];
        new Random(2).nextBytes(content);
        return content;
    }

    /** In bytes, after everything was written to storage: before that, a file system may not have decided. */
    private long allocated() throws IOException, InterruptedException {
        try (FileDisk disk = FileAccess.disk(Access.LINUX, path)) {
            disk.flush();
        }
        Process stat = new ProcessBuilder("stat", "--format=%b", path.toString()).start();
        String blocks = new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        assertEquals(0, stat.waitFor());
        return Long.parseLong(blocks) * 512;
    }
}
