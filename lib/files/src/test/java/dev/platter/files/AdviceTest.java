// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceTest {
    private final WatchedFile file = new WatchedFile();

    @Test
    void cacheNoneDropsDataAfterUse() throws IOException {
        FileDisk disk = new FileDisk(file, CacheMode.NONE, AccessPattern.NORMAL);

        disk.read(ByteBuffer.allocate(3), 20, HoleSink.NONE);
        disk.write(ByteBuffer.allocate(3), 30, RequestFlags.NONE);
        disk.flush();

        assertEquals(
                List.of("read 20", "DONT_NEED 20+3", "write 30", "DONT_NEED 30+3", "sync", "DONT_NEED 0+0"),
                file.calls);
    }

    @Test
    void cacheDefaultGivesNoAdvice() throws IOException {
        FileDisk disk = new FileDisk(file, CacheMode.DEFAULT, AccessPattern.NORMAL);

        disk.read(ByteBuffer.allocate(3), 20, HoleSink.NONE);
        disk.write(ByteBuffer.allocate(3), 30, RequestFlags.NONE);
        disk.flush();

        assertEquals(List.of("read 20", "write 30", "sync"), file.calls);
    }

    @Test
    void readAheadIsPassedOn() throws IOException {
        new FileDisk(file, CacheMode.DEFAULT, AccessPattern.NORMAL).cache(5, 50);

        assertEquals(List.of("WILL_NEED 5+50"), file.calls);
    }

    @ParameterizedTest
    @CsvSource({"RANDOM, RANDOM 0+0", "SEQUENTIAL, SEQUENTIAL 0+0"})
    void theAccessPatternIsPassedOnWhenTheDiskIsOpened(AccessPattern pattern, String call) throws IOException {
        new FileDisk(file, CacheMode.DEFAULT, pattern).size();

        assertEquals(List.of(call), file.calls);
    }
}
