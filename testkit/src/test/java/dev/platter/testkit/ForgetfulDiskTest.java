// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ForgetfulDiskTest {
    private final ForgetfulDisk disk = new ForgetfulDisk(10_000);

    private void write(int offset, int value, boolean fua) throws IOException {
        disk.write(ByteBuffer.allocate(1).put(0, (byte) value), offset, RequestFlags.NONE.withFua(fua));
    }

    private int read(int offset) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(1);
        disk.read(into, offset, HoleSink.NONE);
        return into.get(0);
    }

    @Test
    void whatWasNotFlushedIsLost() throws IOException {
        write(1, 11, false);
        write(9_999, 12, false);
        disk.flush();
        write(1, 21, false);
        write(5_000, 22, true);
        assertEquals(21, read(1));

        disk.cutPower();
        disk.restorePower();

        assertEquals(11, read(1));
        assertEquals(12, read(9_999));
        assertEquals(22, read(5_000));
        assertEquals(22, disk.durable(4_999, 2)[1]);
    }

    @Test
    void withoutPowerEveryRequestFails() {
        disk.cutPower();

        assertThrows(IOException.class, () -> read(0));
        assertThrows(IOException.class, () -> write(0, 1, false));
        assertThrows(IOException.class, disk::flush);
    }
}
