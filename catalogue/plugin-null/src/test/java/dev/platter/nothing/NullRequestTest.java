// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nothing;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.Disk;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.CommandFlags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NullRequestTest {
    private static final long SIZE = 1L << 50;

    private final Disk disk = NullDisks.ofSize(SIZE);

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                CommandFlags.FUA,
                CommandFlags.NO_HOLE,
                CommandFlags.FAST_ZERO,
                CommandFlags.FUA | CommandFlags.NO_HOLE | CommandFlags.FAST_ZERO
            })
    void zeroesOfTheWholeDiskAreAcceptedUnderEveryFlag(int flags) {
        assertDoesNotThrow(() -> disk.zero(0, SIZE, RequestFlags.of(flags)));
    }

    @Test
    void trimFlushAndReadAheadAreAccepted() {
        assertDoesNotThrow(() -> {
            disk.trim(0, SIZE, RequestFlags.NONE);
            disk.flush();
            disk.cache(0, SIZE);
        });
    }

    @Test
    void theWholeDiskIsOneHole() throws IOException {
        List<String> extents = new ArrayList<>();

        disk.extents(1 << 20, 4096, (offset, length, status) -> extents.add(offset + "+" + length + ":" + status));

        assertEquals(List.of("0+" + SIZE + ":" + (BlockStatus.HOLE | BlockStatus.ZERO)), extents);
    }
}
