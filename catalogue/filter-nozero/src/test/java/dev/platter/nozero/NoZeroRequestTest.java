// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nozero;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Completion;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.CommandFlags;
import dev.platter.testkit.HeldDisk;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestCompletion;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to a request for zeroes. */
class NoZeroRequestTest {
    private static final RequestFlags FAST = RequestFlags.NONE.withFastZero(true);

    private final RecordingDisk behind = RecordingDisk.of(1 << 20);
    private final TestCompletion end = new TestCompletion();

    @ParameterizedTest
    @CsvSource({
        "emulate, default, 0, 'write 700 at 300 []'",
        "emulate, default, FUA, 'write 700 at 300 [fua]'",
        "emulate, ignore, FAST_ZERO, 'write 700 at 300 []'",
        "notrim, default, FUA, 'zero 700 at 300 [fua no-hole]'",
        "notrim, default, FAST_ZERO, 'zero 700 at 300 [no-hole fast-zero]'",
        "notrim, ignore, FAST_ZERO, 'zero 700 at 300 [no-hole]'",
        "plugin, default, FAST_ZERO, 'zero 700 at 300 [fast-zero]'",
        "plugin, ignore, FAST_ZERO, 'zero 700 at 300 []'",
        "plugin, slow, NO_HOLE, 'zero 700 at 300 [no-hole]'",
    })
    void theModesDecideTheRequestToTheDiskBehind(String zero, String fast, String flag, String expected)
            throws IOException {
        Filtered.disk(behind, zero, fast).zero(300, 700, flags(flag), end);
        assertEquals("succeeded", end.outcome());
        assertEquals(List.of(expected), behind.requests());
    }

    @ParameterizedTest
    @CsvSource({"emulate, default", "emulate, slow", "notrim, slow", "plugin, slow"})
    void aFastZeroIsRefusedAtOnce(String zero, String fast) throws IOException {
        Filtered.disk(behind, zero, fast).zero(300, 700, FAST, end);
        assertTrue(end.outcome().startsWith("ENOTSUP "), end.outcome());
        assertEquals(List.of(), behind.requests());
    }

    @Test
    void longZeroesAreWrittenInPieces() throws IOException {
        Filtered.disk(behind, "emulate", "default").zero(1, 600 * 1024, RequestFlags.NONE, end);
        assertEquals("succeeded", end.outcome());
        assertEquals(
                List.of("write 262144 at 1 []", "write 262144 at 262145 []", "write 90112 at 524289 []"),
                behind.requests());
    }

    @Test
    void noThreadWaitsForThePieces() throws IOException {
        HeldDisk held = new HeldDisk(1 << 20);
        Filtered.disk(held, "emulate", "default").zero(0, 512 * 1024, RequestFlags.NONE, end);
        held.release().forEach(Completion::succeeded);
        assertEquals("pending", end.outcome());
        held.release().forEach(Completion::succeeded);
        assertEquals("succeeded", end.outcome());
    }

    private static RequestFlags flags(String name) {
        return RequestFlags.of(
                switch (name) {
                    case "FUA" -> CommandFlags.FUA;
                    case "NO_HOLE" -> CommandFlags.NO_HOLE;
                    case "FAST_ZERO" -> CommandFlags.FAST_ZERO;
                    default -> 0;
                });
    }
}
