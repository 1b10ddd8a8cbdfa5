// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.api.DiskException;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contents of the file are the contents of the disk. */
class ContentTest {
    private static final int SIZE = 1_000_001;

    @TempDir
    Path folder;

    private Path path;
    private final byte[] content = new byte[SIZE];

    @BeforeEach
    void fill() throws IOException {
        path = folder.resolve("dïsk.img");
        new Random(1).nextBytes(content);
        Files.write(path, content);
    }

    @ParameterizedTest
    @MethodSource("dev.platter.files.FileAccess#here")
    void aReadFillsOnlyItsRangeOfTheBuffer(Access access) throws IOException {
        for (ByteBuffer buffer : new ByteBuffer[] {ByteBuffer.allocate(5000), ByteBuffer.allocateDirect(5000)}) {
            try (FileDisk disk = FileAccess.disk(access, path)) {
                disk.read(buffer.position(10).limit(4990), SIZE - 4980, HoleSink.NONE);
            }
            byte[] expected = new byte[5000];
            System.arraycopy(content, SIZE - 4980, expected, 10, 4980);
            byte[] read = new byte[5000];
            buffer.clear().get(read);
            assertArrayEquals(expected, read);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.platter.files.FileAccess#here")
    void writtenDataIsInTheFile(Access access) throws IOException {
        byte[] news = "news".getBytes(StandardCharsets.US_ASCII);
        try (FileDisk disk = FileAccess.disk(access, path)) {
            disk.write(ByteBuffer.wrap(news), 100, RequestFlags.NONE);
            disk.write(ByteBuffer.allocateDirect(4).put(news).flip(), SIZE - 4, RequestFlags.NONE.withFua(true));
            disk.flush();
        }
        System.arraycopy(news, 0, content, 100, 4);
        System.arraycopy(news, 0, content, SIZE - 4, 4);
        assertArrayEquals(content, Files.readAllBytes(path));
    }

    @ParameterizedTest
    @MethodSource("dev.platter.files.FileAccess#here")
    void zeroesAreZeroesUnderEveryFlag(Access access) throws IOException {
        try (FileDisk disk = FileAccess.disk(access, path)) {
            disk.zero(1001, 300_000, RequestFlags.NONE);
            disk.zero(500_001, 300_000, RequestFlags.NONE.withNoHole(true));
            disk.zero(SIZE - 10, 10, RequestFlags.NONE.withFua(true));
        }
        Arrays.fill(content, 1001, 301_001, (byte) 0);
        Arrays.fill(content, 500_001, 800_001, (byte) 0);
        Arrays.fill(content, SIZE - 10, SIZE, (byte) 0);
        assertArrayEquals(content, Files.readAllBytes(path));
    }

    @ParameterizedTest
    @MethodSource("dev.platter.files.FileAccess#here")
    void aTrimChangesOnlyItsRange(Access access) throws IOException {
        try (FileDisk disk = FileAccess.disk(access, path)) {
            disk.trim(1001, 300_000, RequestFlags.NONE);
        }
        byte[] left = Files.readAllBytes(path);
        Arrays.fill(content, 1001, 301_001, (byte) 0);
        Arrays.fill(left, 1001, 301_001, (byte) 0);
        assertArrayEquals(content, left);
    }

    @ParameterizedTest
    @MethodSource("dev.platter.files.FileAccess#here")
    void aShortenedFileIsAnErrorNotZeroes(Access access) throws IOException {
        try (FileDisk disk = FileAccess.disk(access, path);
                FileChannel other = FileChannel.open(path, StandardOpenOption.WRITE)) {
            other.truncate(1000);

            DiskException refused = assertThrows(
                    DiskException.class, () -> disk.read(ByteBuffer.allocateDirect(100), 950, HoleSink.NONE));

            assertEquals(NbdError.EIO, refused.error());
            assertEquals(
                    path + ": file was shortened: it had 1000001 bytes when it was opened, and now ends at 1000,"
                            + " while 100 bytes at 950 were read",
                    refused.getMessage());
            assertEquals(SIZE, disk.size());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.platter.files.FileAccess#here")
    void aFullDiskIsReportedAsEnospc(Access access) throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        try (OpenFile file = access.open(full, FileKind.REGULAR, true)) {
            IOException refused = assertThrows(IOException.class, () -> file.write(ByteBuffer.allocateDirect(10), 0));
            assertEquals("/dev/full cannot be written, 10 bytes at 0: No space left on device", refused.getMessage());
            assertTrue(access == Access.PORTABLE || ((DiskException) refused).error() == NbdError.ENOSPC);
        }
    }
}
