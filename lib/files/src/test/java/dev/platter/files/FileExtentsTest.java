// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.api.DiskException;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sparse file of 4 MiB: its second MiB is data, the rest is holes. */
class FileExtentsTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void make() throws IOException {
        assumeTrue(Access.LINUX.isHere(), "without Linux' calls all is data");
        path = folder.resolve("sparse.img");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(4 * MIB);
        }
        try (FileDisk disk = FileAccess.disk(Access.LINUX, path)) {
            assumeTrue(disk.features().extents() == Support.NATIVE, "this file system does not tell its holes");
            ByteBuffer ones = ByteBuffer.allocateDirect(MIB);
            while (ones.hasRemaining()) {
                ones.put((byte) 1);
            }
            disk.write(ones.flip(), MIB, RequestFlags.NONE);
        }
    }

    @Test
    void holesAndDataAlternate() throws IOException {
        assertEquals(List.of("0+1048576:3", "1048576+1048576:0", "2097152+2097152:3"), extents(0, 4 * MIB));
    }

    @Test
    void theFirstExtentBeginsAtTheOffset() throws IOException {
        assertTrue(extents(MIB + 4096, 4096).getFirst().startsWith("1052672+"));
        assertEquals("4096+1044480:3", extents(4096, 4096).getFirst());
    }

    @Test
    void aSinkThatWantsNoMoreGetsNoMore() throws IOException {
        List<Long> seen = new ArrayList<>();
        try (FileDisk disk = FileAccess.disk(Access.LINUX, path)) {
            disk.extents(0, 4 * MIB, (offset, length, status) -> {
                seen.add(offset);
                return false;
            });
        }
        assertEquals(List.of(0L), seen);
    }

    @Test
    void trimmedAndZeroedRangesBecomeHoles() throws IOException {
        try (FileDisk disk = FileAccess.disk(Access.LINUX, path)) {
            disk.trim(MIB, MIB / 2, RequestFlags.NONE);
            disk.zero(MIB + MIB / 2, MIB / 2, RequestFlags.NONE.withFastZero(true));
        }
        assertEquals(List.of("0+4194304:3"), extents(0, 4 * MIB));
    }

    @Test
    void theMissingEndOfAShortenedFileIsNotAHole() throws IOException {
        try (FileDisk disk = FileAccess.disk(Access.LINUX, path);
                RandomAccessFile other = new RandomAccessFile(path.toFile(), "rw")) {
            other.setLength(3 * MIB);

            DiskException refused = assertThrows(
                    DiskException.class, () -> disk.extents(2 * MIB, MIB, (offset, length, status) -> true));

            assertEquals(NbdError.EIO, refused.error());
            assertTrue(refused.getMessage().contains("file was shortened"), refused.getMessage());
        }
    }

    private List<String> extents(long offset, long length) throws IOException {
        List<String> extents = new ArrayList<>();
        try (FileDisk disk = FileAccess.disk(Access.LINUX, path)) {
            disk.extents(offset, length, (at, size, status) -> extents.add(at + "+" + size + ":" + status));
        }
        return extents;
    }
}
