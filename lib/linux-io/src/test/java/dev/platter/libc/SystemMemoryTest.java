// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SystemMemoryTest {
    private SystemMemory memory;

    @BeforeEach
    void find() {
        assumeTrue(SystemMemory.isHere(), "only a Unix has these calls");
        memory = SystemMemory.find().orElseThrow();
    }

    @Test
    void onlyDiscardedMemoryReadsAsZeroes() throws IOException {
        int page = memory.pageSize();
        long address = memory.reserve(2L * page);
        MemorySegment pages = MemorySegment.ofAddress(address).reinterpret(2L * page);
        pages.fill((byte) 7);

        assertTrue(memory.discard(address, page));

        assertEquals(0, pages.get(JAVA_BYTE, 0));
        assertEquals(0, pages.get(JAVA_BYTE, page - 1));
        assertEquals(7, pages.get(JAVA_BYTE, page));
        memory.unmap(address, 2L * page);
    }

    @Test
    void moreMemoryThanTheMachineHasCanBeReserved() throws IOException {
        long size = 1L << 40;
        long address = memory.reserve(size);
        MemorySegment.ofAddress(address).reinterpret(size).set(JAVA_BYTE, size - 1, (byte) 1);

        memory.unmap(address, size);
    }

    @Test
    void aReservationBeyondTheAddressSpaceIsRefusedInTheSystemsWords() {
        String message =
                assertThrows(IOException.class, () -> memory.allocate(1L << 62)).getMessage();

        assertEquals("Cannot allocate memory", message);
    }

    @Test
    void aRefusedDiscardThrowsNoException() {
        assertFalse(memory.discard(1, memory.pageSize()));
    }
}
