// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.fua;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.Disk;
import dev.platter.api.RequestFlags;
import dev.platter.testkit.RecordingDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The flags with which requests reach the disk behind. */
class FuaRequestTest {
    private final RecordingDisk behind = RecordingDisk.of(1000);

    @ParameterizedTest
    @CsvSource({
        "PASS, false, ''",
        "PASS, true, fua",
        "NATIVE, false, ''",
        "NATIVE, true, fua",
        "FORCE, false, fua",
        "FORCE, true, fua",
        "DISCARD, false, ''",
        "DISCARD, true, ''",
    })
    void theModeDecidesTheFuaOfChanges(FuaMode mode, boolean asked, String expected) throws IOException {
        RequestFlags flags = RequestFlags.NONE.withFua(asked);
        Disk disk = Filtered.disk(behind, mode);
        disk.write(ByteBuffer.allocate(4), 1, flags);
        disk.trim(2, 5, flags);
        disk.zero(3, 6, flags);
        assertEquals(
                List.of(
                        "write 4 at 1 [" + expected + "]",
                        "trim 5 at 2 [" + expected + "]",
                        "zero 6 at 3 [" + expected + "]"),
                behind.requests());
    }

    @ParameterizedTest
    @EnumSource
    void aFlushReachesTheDiskUnlessForcedOrDiscarded(FuaMode mode) throws IOException {
        Filtered.disk(behind, mode).flush();
        boolean dropped = mode == FuaMode.FORCE || mode == FuaMode.DISCARD;
        assertEquals(dropped ? List.of() : List.of("flush"), behind.requests());
    }

    @ParameterizedTest
    @EnumSource
    void otherFlagsAreKept(FuaMode mode) throws IOException {
        Filtered.disk(behind, mode).zero(0, 8, RequestFlags.NONE.withNoHole(true));
        String flags = mode == FuaMode.FORCE ? "[fua no-hole]" : "[no-hole]";
        assertEquals(List.of("zero 8 at 0 " + flags), behind.requests());
    }
}
