// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nothing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NullReadTest {
    private final Disk disk = NullDisks.ofSize(Long.MAX_VALUE);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void onlyTheRangeIsFilledWithZeroes(boolean direct) throws IOException {
        ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(6) : ByteBuffer.allocate(6);
        buffer.put(new byte[] {1, 2, 3, 4, 5, 6}).position(2).limit(5);

        disk.read(buffer, Long.MAX_VALUE - 3, HoleSink.NONE);

        byte[] all = new byte[6];
        buffer.clear().get(all);
        assertArrayEquals(new byte[] {1, 2, 0, 0, 0, 6}, all);
    }

    @Test
    void theWholeRangeIsAHole() throws IOException {
        List<String> holes = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.allocateDirect(4096).position(96);

        disk.read(buffer, 512, (index, length) -> holes.add(index + "+" + length));

        assertEquals(List.of("0+4000"), holes);
    }

    @Test
    void writtenDataIsForgotten() throws IOException {
        disk.write(ByteBuffer.allocateDirect(1).put(0, (byte) 9), 0, RequestFlags.NONE);

        ByteBuffer buffer = ByteBuffer.allocateDirect(1).put(0, (byte) 7);
        disk.read(buffer, 0, HoleSink.NONE);

        assertEquals(0, buffer.get(0));
    }
}
