// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Operations on a real file, through a real ring. */
@Timeout(60)
@Isolated("counts the descriptors of the whole process")
class RingTest {
    private static final int EBADF = 9;
    private static final int BLOCK = 4096;
    private static final int BLOCKS = 300;

    @TempDir
    Path folder;

    private final Arena arena = Arena.ofConfined();
    private final List<Integer> told = new ArrayList<>();
    private int fd;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(Ring.objection().isEmpty(), () -> Ring.objection().orElse(""));
        Path file = folder.resolve("disk.img");
        byte[] bytes = new byte[BLOCK * BLOCKS];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i / BLOCK);
        }
        Files.write(file, bytes);
        fd = Descriptors.open(file, true);
    }

    @AfterEach
    void close() {
        if (fd > 0) {
            assertEquals(0, Descriptors.close(fd));
        }
        arena.close();
    }

    private static void reapUntil(Ring ring, List<Integer> told, int count) {
        while (told.size() < count) {
            ring.reap();
        }
    }

    /** Of rings and their events alone: Java opens and closes files of its own at any time. */
    private static long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(RingTest::isOfARing).count();
        }
    }

    private static boolean isOfARing(Path descriptor) {
        try {
            String file = Files.readSymbolicLink(descriptor).toString();
            return file.contains("[io_uring]") || file.contains("[eventfd]");
        } catch (IOException e) {
            // It was closed meanwhile.
            return false;
        }
    }

    @Test
    void moreReadsThanTheQueuesHoldAreAllToldOnce() throws Exception {
        MemorySegment into = arena.allocate((long) BLOCK * BLOCKS);
        try (Ring ring = Ring.open(8)) {
            for (int i = 0; i < BLOCKS; i++) {
                ring.read(fd, into.address() + (long) i * BLOCK, BLOCK, (long) i * BLOCK, told::add);
            }
            assertFalse(ring.isSubmitted());
            assertEquals(0, told.size());
            ring.submit();
            reapUntil(ring, told, BLOCKS);
            ring.reap();
            assertTrue(ring.isSubmitted());
        }
        assertEquals(BLOCKS, told.size());
        assertEquals(List.of(BLOCK), told.stream().distinct().toList());
        for (int i = 0; i < BLOCKS; i++) {
            assertEquals((byte) i, into.get(JAVA_BYTE, (long) i * BLOCK + 17));
        }
    }

    @Test
    void whatIsWrittenIsInTheFile() throws Exception {
        MemorySegment from = arena.allocate(BLOCK).fill((byte) 99);
        try (Ring ring = Ring.open()) {
            ring.write(fd, from.address(), BLOCK, BLOCK, false, told::add);
            ring.write(fd, from.address(), BLOCK, 5L * BLOCK, true, told::add);
            ring.submit();
            reapUntil(ring, told, 2);
            ring.sync(fd, told::add);
            ring.punchHole(fd, 7L * BLOCK, BLOCK, told::add);
            ring.submit();
            reapUntil(ring, told, 4);
        }
        assertEquals(List.of(BLOCK, BLOCK, 0, 0), told);
        byte[] bytes = Files.readAllBytes(folder.resolve("disk.img"));
        assertEquals(BLOCK * BLOCKS, bytes.length);
        assertEquals(0, bytes[0]);
        assertEquals(99, bytes[BLOCK]);
        assertEquals(2, bytes[2 * BLOCK]);
        assertEquals(99, bytes[6 * BLOCK - 1]);
        assertEquals(0, bytes[7 * BLOCK]);
        assertEquals(8, bytes[8 * BLOCK]);
    }

    @Test
    void anErrorIsTheResultOfItsOperationAlone() throws Exception {
        MemorySegment into = arena.allocate(BLOCK);
        try (Ring ring = Ring.open()) {
            ring.read(fd, into.address(), BLOCK, 0, told::add);
            ring.read(1 << 20, into.address(), BLOCK, 0, told::add);
            ring.read(fd, into.address(), BLOCK, (long) BLOCK * BLOCKS, told::add);
            ring.submit();
            reapUntil(ring, told, 3);
        }
        assertEquals(List.of(-EBADF, 0, BLOCK), told.stream().sorted().toList());
    }

    @Test
    void aResultMayBeginTheNextOperation() throws Exception {
        MemorySegment into = arena.allocate(BLOCK);
        try (Ring ring = Ring.open()) {
            ring.read(fd, into.address(), BLOCK, 0, first -> {
                told.add(first);
                ring.read(fd, into.address(), BLOCK, 3L * BLOCK, told::add);
            });
            ring.submit();
            reapUntil(ring, told, 2);
        }
        assertEquals(3, into.get(JAVA_BYTE, 0));
    }

    @Test
    void theEventDescriptorTellsThatSomethingIsDone() throws Exception {
        MemorySegment into = arena.allocate(BLOCK);
        try (Ring ring = Ring.open()) {
            assertEquals(0, counter(ring));
            ring.sync(fd, told::add);
            ring.read(fd, into.address(), BLOCK, 0, told::add);
            ring.submit();
            reapUntil(ring, told, 2);
            assertTrue(counter(ring) > 0);
        }
    }

    private static long counter(Ring ring) throws IOException {
        Path info = Path.of("/proc/self/fdinfo/" + ring.eventDescriptor());
        return Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("eventfd-count:"))
                .mapToLong(line -> Long.parseLong(line.split(":")[1].strip(), 16))
                .sum();
    }

    @Test
    void aClosedRingLeavesNoDescriptor() throws Exception {
        Ring.open().close();
        long before = descriptors();
        for (int i = 0; i < 10; i++) {
            Ring.open().close();
        }
        assertEquals(before, descriptors());
    }

    @Test
    void aCachedReadTakesWhatIsThere() throws Exception {
        MemorySegment into = arena.allocate(BLOCK);
        long done = CachedReads.read(fd, into, 5L * BLOCK);
        if (done > 0) {
            assertEquals(BLOCK, done);
            assertEquals(5, into.get(JAVA_BYTE, 0));
        } else {
            assertTrue(done < 0, "a file system that does not tell, or an old C library");
        }
    }
}
