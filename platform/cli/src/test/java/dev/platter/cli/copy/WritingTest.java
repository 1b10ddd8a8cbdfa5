// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WritingTest {
    private static final int UNIT = 512;

    private final FakePlace to = new FakePlace(8 * UNIT);

    private static ByteBuffer data(int units, int... full) {
        byte[] bytes = new byte[units * UNIT];
        for (int unit : full) {
            Arrays.fill(bytes, unit * UNIT + 1, unit * UNIT + 2, (byte) 1);
        }
        return ByteBuffer.wrap(bytes);
    }

    private void write(int unit, boolean allocated, boolean skips, long offset, ByteBuffer data) throws IOException {
        Waiting end = new Waiting();
        new Writing(to, new ZeroRuns(unit), allocated, skips).data(offset, data, end);
        end.await();
    }

    @Test
    void zeroesInDataBecomeHoles() throws IOException {
        Arrays.fill(to.bytes, (byte) 9);
        ByteBuffer data = data(5, 0, 3);
        write(UNIT, false, false, UNIT, data);
        assertEquals(List.of("write 512+512", "zero 1024+1024", "write 2048+512", "zero 2560+512"), to.calls);
        assertArrayEquals(data.array(), Arrays.copyOfRange(to.bytes, UNIT, 6 * UNIT));
    }

    @Test
    void zeroesAreNotWrittenWhereTheDestinationHasThem() throws IOException {
        write(UNIT, false, true, 0, data(3, 1));
        assertEquals(List.of("write 512+512"), to.calls);
    }

    @Test
    void allocatedDestinationGetsSpaceForZeroes() throws IOException {
        Waiting end = new Waiting();
        new Writing(to, new ZeroRuns(0), true, true).zeroes(0, 2 * UNIT, end);
        end.await();
        assertEquals(List.of("zero 0+1024 allocated"), to.calls);
    }

    @Test
    void withoutSearchDataIsWrittenAsItIs() throws IOException {
        write(0, false, false, 0, data(2));
        assertEquals(List.of("write 0+1024"), to.calls);
    }

    @Test
    void dataBeyondTheEndIsRefusedWithBothNumbers() {
        IOException refused =
                assertThrows(IOException.class, () -> write(UNIT, false, false, 6 * UNIT, data(3, 0, 1, 2)));
        assertEquals(
                "fake has 4096 bytes, and the source has at least 4608: a larger destination is needed",
                refused.getMessage());
        assertEquals(List.of(), to.calls);
    }

    @Test
    void endInTheMiddleOfABlockIsRefused() {
        to.alignment = 2 * UNIT;
        IOException refused = assertThrows(IOException.class, () -> write(UNIT, false, false, 0, data(1, 0)));
        assertEquals(
                "fake takes only multiples of 1024 bytes, and the source ends at 512: make the source longer",
                refused.getMessage());
    }
}
