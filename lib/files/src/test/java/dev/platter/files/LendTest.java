// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.api.Loan;
import dev.platter.libc.Descriptors;
import dev.platter.libc.PageCache;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which reads of a file are sent by the system itself. */
@EnabledOnOs(OS.LINUX)
class LendTest {
    private static final int CACHED = 1 << 20;

    @TempDir
    private Path folder;

    private Path file;

    private record NotedLoan(boolean takesFiles, List<String> pieces) implements Loan {
        @Override
        public void memory(ByteBuffer piece) {
            pieces.add("memory");
        }

        @Override
        public void file(int descriptor, long position, int length) {
            pieces.add(length + " at " + position);
        }

        @Override
        public void hole(int length) {
            pieces.add("hole");
        }

        @Override
        public void whenReturned(Runnable returned) {}
    }

    private final NotedLoan loan = new NotedLoan(true, new ArrayList<>());

    /** The first mebibyte was just written, and the rest is a hole that nobody has read. */
    @BeforeEach
    void makeFile() throws IOException {
        file = Files.write(folder.resolve("disk"), new byte[CACHED]);
        try (var channel = Files.newByteChannel(file, java.nio.file.StandardOpenOption.WRITE)) {
            channel.position(4 * CACHED - 1).write(ByteBuffer.allocate(1));
        }
        int fd = Descriptors.open(file, false);
        long missing = PageCache.missing(fd, 0, CACHED);
        Descriptors.close(fd);
        assumeTrue(missing >= 0, "this kernel cannot tell what is in its cache, which Linux 6.5 can");
        assertEquals(0, missing);
    }

    private FileDisk open(Access access, CacheMode cache) throws IOException {
        return new FileDisk(access.open(file, FileKind.of(file), false), cache, AccessPattern.NORMAL);
    }

    @Test
    void aReadOfWhatIsInTheCacheIsLent() throws IOException {
        FileDisk disk = open(Access.LINUX, CacheMode.DEFAULT);
        assertTrue(disk.lend(100, CACHED - 100, loan));
        assertEquals(List.of(CACHED - 100 + " at 100"), loan.pieces());
        disk.close();
    }

    @Test
    void aReadThatWouldWaitForStorageIsNotLent() throws IOException {
        FileDisk disk = open(Access.LINUX, CacheMode.DEFAULT);
        assertFalse(disk.lend(CACHED - 4096, 8192, loan), "the second page is in no cache");
        assertEquals(List.of(), loan.pieces());
        disk.close();
    }

    @Test
    void nothingIsLentWithoutACacheOrToAServerThatTakesNoFiles() throws IOException {
        FileDisk uncached = open(Access.LINUX, CacheMode.NONE);
        assertFalse(uncached.lend(0, CACHED, loan));
        uncached.close();
        FileDisk disk = open(Access.LINUX, CacheMode.DEFAULT);
        assertFalse(disk.lend(0, CACHED, new NotedLoan(false, loan.pieces())));
        disk.close();
        FileDisk portable = open(Access.PORTABLE, CacheMode.DEFAULT);
        assertFalse(portable.lend(0, CACHED, loan));
        portable.close();
        assertEquals(List.of(), loan.pieces());
    }

    @Test
    void pastTheCacheNothingIsLentOrReadAtOnce() throws IOException {
        int read = 4096;
        try (OpenFile cached = Access.LINUX.open(file, FileKind.of(file), false)) {
            assumeTrue(cached.tryRead(ByteBuffer.allocateDirect(read), 0), "this file system does not tell");
            assertTrue(cached.lend(0, CACHED, loan));
        }
        loan.pieces().clear();
        try (OpenFile direct = Access.LINUX.open(file, FileKind.of(file), false)) {
            direct.bypassCache();
            assertFalse(direct.tryRead(
                    ByteBuffer.allocateDirect(2 * read).alignedSlice(read).limit(read), 0));
            assertFalse(direct.lend(0, CACHED, loan));
        }
        assertEquals(List.of(), loan.pieces());
    }
}
