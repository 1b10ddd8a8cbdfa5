// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.offset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The filter neither waits for the disk behind it nor makes its caller wait. */
class OffsetAsyncTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void aCallReturnsBeforeTheDiskBehindHasCompletedIt() throws IOException {
        LateDisk behind = new LateDisk();
        AsyncDisk disk = filtered(behind);

        disk.read(ByteBuffer.allocate(1), 0, HoleSink.NONE, new Note());
        assertEquals(List.of(), told);

        behind.waiting.succeeded();
        assertEquals(List.of("succeeded"), told);
    }

    @Test
    void completionIsPromisedOnReturnOnlyIfTheDiskBehindDoes() throws IOException {
        assertFalse(filtered(new LateDisk()).completesOnReturn());
        assertTrue(filtered(new DiskBehind(1000)).completesOnReturn());
    }

    @Test
    void theFilterBlocksOnlyIfTheDiskBehindDoes() throws IOException {
        assertFalse(filtered(new DiskBehind(1000)).blocking());
        assertTrue(filtered(new WaitingDisk()).blocking());
    }

    private static AsyncDisk filtered(Disk behind) throws IOException {
        return assertInstanceOf(AsyncDisk.class, Filtered.from(behind, "1"));
    }

    /** Completes a read when the test says so. */
    private static final class LateDisk implements AsyncDisk {
        private Completion waiting;

        @Override
        public long size() {
            return 1000;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
            waiting = completion;
        }
    }

    private static final class WaitingDisk implements Disk {
        @Override
        public long size() {
            return 1000;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {}
    }

    private final class Note implements Completion {
        @Override
        public void succeeded() {
            told.add("succeeded");
        }

        @Override
        public void failed(IOException error) {
            told.add("failed: " + error.getMessage());
        }
    }
}
