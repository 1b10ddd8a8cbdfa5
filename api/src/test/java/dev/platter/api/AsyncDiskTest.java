// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsyncDiskTest {
    private final List<String> ends = new ArrayList<>();
    private final Completion note = new Completion() {
        @Override
        public void succeeded() {
            ends.add("succeeded");
        }

        @Override
        public void failed(IOException error) {
            ends.add(error.getMessage());
        }
    };

    /** Ends its reads on another thread. */
    private static final class Elsewhere implements AsyncDisk {
        private final IOException failure;

        Elsewhere(IOException failure) {
            this.failure = failure;
        }

        @Override
        public long size() {
            return 10;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
            Thread.startVirtualThread(() -> {
                if (offset == 0) {
                    into.put((byte) 7);
                    completion.succeeded();
                } else {
                    completion.failed(failure);
                }
            });
        }
    }

    @Test
    void aCallWithoutACompletionWaits() throws IOException {
        IOException failure = new IOException("broken");
        Disk disk = new Elsewhere(failure);
        ByteBuffer buffer = ByteBuffer.allocateDirect(1);
        disk.read(buffer, 0, HoleSink.NONE);
        assertEquals(7, buffer.get(0));
        assertSame(failure, assertThrows(IOException.class, () -> disk.read(buffer, 1, HoleSink.NONE)));
    }

    @Test
    void anInterruptedCallWaitsUntilTheDiskHasDoneWithTheBuffer() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1);
        Thread.currentThread().interrupt();
        new Elsewhere(new IOException()).read(buffer, 0, HoleSink.NONE);
        assertTrue(Thread.interrupted());
        assertEquals(7, buffer.get(0));
    }

    @Test
    void anUnsupportedOperationFailsItsCompletion() {
        AsyncDisk disk = new Elsewhere(new IOException());
        disk.flush(note);
        disk.write(ByteBuffer.allocateDirect(1), 0, RequestFlags.NONE, note);
        assertEquals(List.of("this disk cannot be flushed", "this disk cannot be written to"), ends);
    }

    @Test
    void aSynchronousDiskIsWrappedAsAnAsynchronousOne() {
        Disk throwing = new Disk() {
            @Override
            public long size() {
                return 10;
            }

            @Override
            public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
                if (offset == 1) {
                    throw new DiskException(NbdError.EIO, "broken");
                } else if (offset == 2) {
                    throw new IllegalStateException("a fault");
                }
            }
        };
        AsyncDisk disk = AsyncDisk.of(throwing);
        assertTrue(disk.completesOnReturn());
        assertTrue(disk.blocking());
        for (int offset = 0; offset < 3; offset++) {
            disk.read(ByteBuffer.allocateDirect(1), offset, HoleSink.NONE, note);
        }
        assertEquals(List.of("succeeded", "broken", "unexpected java.lang.IllegalStateException: a fault"), ends);
        assertSame(disk, AsyncDisk.of(disk));
        assertFalse(new Elsewhere(new IOException()).completesOnReturn());
    }
}
