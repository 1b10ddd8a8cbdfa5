// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Allocation;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemberBuffersTest {
    private final Account account = new Account();
    private final MemberBuffers buffers = new MemberBuffers(account);

    /** A share of 100,000 bytes, which does not wait. */
    private static final class Account implements MemoryShare {
        private long held;
        private boolean closed;

        @Override
        public long most() {
            return 100_000;
        }

        @Override
        public boolean takeNow(long bytes) {
            if (held + bytes > most()) {
                return false;
            }
            held += bytes;
            return true;
        }

        @Override
        public boolean take(long bytes) {
            return takeNow(bytes);
        }

        @Override
        public void give(long bytes) {
            held -= bytes;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void aBufferIsDirectAlignedAndZero() throws DiskException {
        try (Allocation allocation = buffers.allocate(5000)) {
            ByteBuffer buffer = allocation.buffer();
            assertTrue(buffer.isDirect());
            assertEquals(5000, buffer.remaining());
            assertEquals(ByteOrder.BIG_ENDIAN, buffer.order());
            assertEquals(0, MemorySegment.ofBuffer(buffer).address() % 4096);
            assertEquals(-1, buffer.mismatch(ByteBuffer.allocate(5000)));
            assertSame(buffer, allocation.buffer());
        }
    }

    @Test
    void memoryIsTakenUntilItIsClosed() throws DiskException {
        Allocation allocation = buffers.allocate(5000);
        assertEquals(5000, account.held);
        allocation.close();
        allocation.close();
        assertEquals(0, account.held);
    }

    @Test
    void aBufferCannotBeUsedAfterItWasGivenBack() throws DiskException {
        Allocation allocation = buffers.allocate(5000);
        ByteBuffer slice = allocation.buffer().slice();
        allocation.close();
        assertThrows(IllegalStateException.class, () -> slice.put(0, (byte) 1));
    }

    @Test
    void moreThanThereCanEverBeIsRefusedWithBothNumbers() {
        DiskException e = assertThrows(DiskException.class, () -> buffers.allocate(100_001));
        assertEquals(NbdError.ENOMEM, e.error());
        assertTrue(e.getMessage().startsWith("100001 bytes were asked for, but"), e.getMessage());
        assertTrue(e.getMessage().contains(" only 100000 bytes together: set a larger limits.memory"), e.getMessage());
    }

    @Test
    void memoryThatIsNotFreeInTimeIsRefused() throws DiskException {
        try (Allocation _ = buffers.allocate(60_000)) {
            DiskException e = assertThrows(DiskException.class, () -> buffers.allocate(60_000));
            assertEquals(NbdError.ENOMEM, e.error());
            assertEquals(Optional.empty(), buffers.tryAllocate(60_000));
        }
        assertTrue(buffers.tryAllocate(60_000).isPresent());
    }

    @Test
    void anAllocationOfNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> buffers.allocate(0));
        assertThrows(IllegalArgumentException.class, () -> buffers.tryAllocate(-1));
    }

    @Test
    void whatIsNotClosedIsNamedByTheLineThatAskedForIt() throws DiskException {
        ByteBuffer leaked = null;
        for (int i = 0; i < 2; i++) {
            leaked = buffers.allocate(1000).buffer();
        }
        buffers.allocate(1000).close();

        List<String> leaks = buffers.close();

        assertEquals(1, leaks.size(), leaks::toString);
        assertTrue(
                leaks.getFirst()
                        .matches("has not closed 2 allocations of together 2000 bytes that were asked for at"
                                + " .*MemberBuffersTest\\.whatIsNotClosed.*\\(MemberBuffersTest\\.java:\\d+\\)"),
                leaks::toString);
        assertEquals(0, account.held);
        assertTrue(account.closed);
        ByteBuffer last = leaked;
        assertThrows(IllegalStateException.class, () -> last.get(0));
    }

    @Test
    void nothingIsAllocatedAfterTheEnd() {
        assertEquals(List.of(), buffers.close());
        assertThrows(IllegalStateException.class, () -> buffers.allocate(1));
        assertEquals(0, account.held);
    }
}
