// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.api.HoleSink;
import dev.platter.api.Poller;
import dev.platter.libc.Ring;
import dev.platter.testkit.TestCompletion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * When the system gets what one turn of the event loop has parsed. The file is in the system's cache, so a read is over as
 * soon as it was submitted.
 */
@Tag("same-in-both-modes")
class EarlySubmissionTest {
    private static final int BLOCK = 512;

    /** A loop that is always in the middle of a turn, on the test's thread. */
    private static final class Turn implements Poller {
        private final List<Runnable> atEnd = new ArrayList<>();

        void end() {
            List<Runnable> tasks = List.copyOf(atEnd);
            atEnd.clear();
            tasks.forEach(Runnable::run);
        }

        @Override
        public Watch watch(int descriptor, Runnable ready) {
            return () -> {};
        }

        @Override
        public void afterTurn(Runnable task) {
            atEnd.add(task);
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public boolean isCurrentThread() {
            return true;
        }

        @Override
        public boolean mayWait() {
            return false;
        }
    }

    @TempDir
    private Path folder;

    private final Turn turn = new Turn();
    private final List<TestCompletion> reads = new ArrayList<>();
    private RingDisk disk;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(Ring.objection().isEmpty(), () -> Ring.objection().orElse(""));
        Path path = Files.write(folder.resolve("disk.img"), new byte[64 * BLOCK]);
        OpenFile file = Access.LINUX.open(path, FileKind.of(path), true);
        disk = new RingDisk(
                new FileDisk(file, CacheMode.DEFAULT, AccessPattern.NORMAL),
                file.forRing().orElseThrow(),
                turn,
                new Rings(Ring::open, System.getLogger("test")),
                Runnable::run);
        read(1);
        turn.end();
        assumeTrue(ended() == 1, "this file system does not read from the cache at once");
        reads.clear();
    }

    @AfterEach
    void close() throws IOException {
        if (disk != null) {
            disk.close();
        }
    }

    private void read(int count) {
        for (int i = 0; i < count; i++) {
            TestCompletion end = new TestCompletion();
            reads.add(end);
            disk.read(ByteBuffer.allocateDirect(BLOCK), (long) reads.size() * BLOCK, HoleSink.NONE, end);
        }
    }

    private long ended() {
        return reads.stream().filter(read -> !read.outcome().equals("pending")).count();
    }

    @Test
    void fewRequestsAreSubmittedTogetherAtTheEndOfTheTurn() {
        read(7);
        assertEquals(0, ended());
        turn.end();
        assertEquals(7, ended());
    }

    @Test
    void theStorageBeginsWithEightWhileTheTurnGoesOn() {
        read(9);
        assertEquals(8, ended());
        turn.end();
        assertEquals(9, ended());
    }
}
