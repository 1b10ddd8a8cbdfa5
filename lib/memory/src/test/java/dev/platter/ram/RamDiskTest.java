// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.testkit.TestContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RamDiskTest {
    private final RamDisk disk = new RamDisk(1 << 20, Allocator.parse("sparse"));

    /** Fills a disk with one byte, and then fails or not. */
    private record OneByte(long bytes, boolean fails) implements RamDisk.Filling {
        @Override
        public void fill(Disk disk) throws IOException {
            disk.write(ByteBuffer.wrap(new byte[] {7}), 5000, RequestFlags.NONE);
            if (fails) {
                throw new IOException("the rest cannot be read");
            }
        }
    }

    @Test
    void newDiskHasWhatItWasFilledWith() throws IOException {
        disk.start(new TestContext(), new OneByte(1, false));
        ByteBuffer read = ByteBuffer.allocate(1);
        disk.open().read(read, 5000, HoleSink.NONE);
        disk.stop();

        assertEquals(7, read.get(0));
    }

    @Test
    void diskThatCannotBeFilledIsGivenUp() {
        IOException refused =
                assertThrows(IOException.class, () -> disk.start(new TestContext(), new OneByte(1, true)));

        assertEquals("the rest cannot be read", refused.getMessage());
        assertThrows(IOException.class, disk::open);
    }

    @Test
    void moreDataThanTheMachineHasMemoryIsRefusedWithBothNumbers() {
        IOException refused = assertThrows(
                IOException.class, () -> disk.start(new TestContext(), new OneByte(Long.MAX_VALUE, false)));

        assertTrue(
                refused.getMessage().contains("cannot keep 9223372036854775807 bytes in memory: the machine has "),
                refused.getMessage());
    }
}
