// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls on a real file, with one byte at an offset beyond 32 bits. */
class DescriptorsTest {
    private static final int ENOENT = 2;
    private static final int EBADF = 9;
    private static final long FAR = 5L << 30;

    @TempDir
    Path folder;

    private final Arena arena = Arena.ofConfined();
    private int fd;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(Linux.isHere(), "only Linux has these calls");
        fd = Descriptors.open(Files.createFile(folder.resolve("dïsk.img")), true);
        assertTrue(fd >= 0, () -> Errno.sentence(-fd));
        assertEquals(1, Descriptors.write(fd, arena.allocateFrom(JAVA_BYTE, (byte) 42), FAR));
    }

    @AfterEach
    void close() {
        if (fd > 0) {
            assertEquals(0, Descriptors.close(fd));
        }
        arena.close();
    }

    @Test
    void offsetsHave64Bits() {
        MemorySegment into = arena.allocate(10);

        assertEquals(FAR + 1, Descriptors.size(fd));
        assertEquals(1, Descriptors.read(fd, into, FAR));
        assertEquals(42, into.get(JAVA_BYTE, 0));
        assertEquals(0, Descriptors.read(fd, into, FAR + 1));
    }

    @Test
    void holesAreFoundFromAnyOffset() {
        assumeTrue(Descriptors.nextHole(fd, 0) == 0, "this file system does not tell its holes");
        long data = Descriptors.nextData(fd, 0);

        assertTrue(data > 0 && data <= FAR, () -> "data begins at " + data);
        assertEquals(FAR, Descriptors.nextData(fd, FAR));
        assertEquals(FAR + 1, Descriptors.nextHole(fd, FAR));
        assertEquals(-Errno.ENXIO, Descriptors.nextData(fd, FAR + 1));
        assertEquals(-Errno.ENXIO, Descriptors.nextHole(fd, FAR + 1));
    }

    @Test
    void punchedSpaceCanBeAllocatedAgain() {
        assertEquals(0, Allocation.punchHole(fd, FAR, 1));
        assertEquals(0, Allocation.fill(fd, 0, 1 << 20));
        assertEquals(FAR + 1, Descriptors.size(fd));
    }

    @Test
    void everyAdviceIsAccepted() {
        for (Advice advice : Advice.values()) {
            assertEquals(0, advice.give(fd, 0, 0), advice::toString);
        }
    }

    @Test
    void anErrorIsReturnedAsItsNumber() {
        assertEquals(-ENOENT, Descriptors.open(folder.resolve("missing"), false));
        assertEquals(-EBADF, Descriptors.size(-1));
        assertEquals(-EBADF, Descriptors.sync(-1));
        assertEquals(-EBADF, Descriptors.close(-1));
        assertEquals(-EBADF, Descriptors.write(-1, MemorySegment.NULL, 0));
        assertEquals(-EBADF, Allocation.punchHole(-1, 0, 1));
        assertEquals(-EBADF, Advice.WILL_NEED.give(-1, 0, 0));
        assertEquals(-EBADF, BlockDevice.discard(-1, 0, 512));
    }

    /** A file has no sectors and does not turn; its refusal to answer has harmless results. */
    @Test
    void aQuestionWithoutAnAnswerHasAHarmlessDefault() {
        assertEquals(4096, BlockDevice.sector(fd));
        assertEquals(0, BlockDevice.preferredBlock(fd));
        assertEquals(false, BlockDevice.isRotational(fd));
        assertEquals(false, BlockDevice.isReadOnly(fd));
    }
}
