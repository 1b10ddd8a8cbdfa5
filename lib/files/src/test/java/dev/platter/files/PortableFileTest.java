// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.DiskException;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the portable access does where Linux would make holes. */
class PortableFileTest {
    private final byte[] content = new byte[100_000];

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void fill() throws IOException {
        new Random(3).nextBytes(content);
        path = Files.write(folder.resolve("disk.img"), content);
    }

    @Test
    void fastZeroesAreRefusedAndNothingIsWritten() throws IOException {
        try (FileDisk disk = FileAccess.disk(Access.PORTABLE, path)) {
            DiskException refused =
                    assertThrows(DiskException.class, () -> disk.zero(10, 20, RequestFlags.NONE.withFastZero(true)));

            assertEquals(NbdError.ENOTSUP, refused.error());
            assertEquals(path + " cannot be zeroed faster than by writing, 20 bytes at 10", refused.getMessage());
        }
        assertArrayEquals(content, Files.readAllBytes(path));
    }

    @Test
    void aTrimSucceedsAndChangesNothing() throws IOException {
        try (FileDisk disk = FileAccess.disk(Access.PORTABLE, path)) {
            disk.trim(0, content.length, RequestFlags.NONE.withFua(true));
        }
        assertArrayEquals(content, Files.readAllBytes(path));
    }

    @Test
    void adviceIsAccepted() throws IOException {
        try (OpenFile file = Access.PORTABLE.open(path, FileKind.REGULAR, true);
                FileDisk disk = new FileDisk(file, CacheMode.NONE, AccessPattern.SEQUENTIAL)) {
            disk.cache(0, content.length);
            disk.flush();

            assertEquals(Support.EMULATED, disk.features().cache());
        }
    }

    @Test
    void everythingIsDataUpToTheEnd() throws IOException {
        List<String> extents = new ArrayList<>();
        try (FileDisk disk = FileAccess.disk(Access.PORTABLE, path)) {
            disk.extents(1000, 99_000, (at, size, status) -> extents.add(at + "+" + size + ":" + status));

            assertEquals(Support.EMULATED, disk.features().extents());
        }
        assertEquals(List.of("1000+99000:0"), extents);
    }

    @Test
    void theMissingEndOfAShortenedFileIsNotAHole() throws IOException {
        try (FileDisk disk = FileAccess.disk(Access.PORTABLE, path);
                FileChannel other = FileChannel.open(path, StandardOpenOption.WRITE)) {
            other.truncate(60_000);

            DiskException refused =
                    assertThrows(DiskException.class, () -> disk.extents(70_000, 1000, (at, size, status) -> true));

            assertEquals(NbdError.EIO, refused.error());
        }
    }

    /** The channel refuses calls after it was closed; the message still names the file. */
    @Test
    void anErrorNamesTheFile() throws IOException {
        OpenFile file = Access.PORTABLE.open(path, FileKind.REGULAR, true);
        file.close();

        IOException refused = assertThrows(IOException.class, file::sync);

        assertEquals(path + " cannot be flushed: ClosedChannelException", refused.getMessage());
    }
}
