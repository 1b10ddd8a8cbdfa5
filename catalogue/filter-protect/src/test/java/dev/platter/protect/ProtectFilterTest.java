// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.protect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.AsyncDisk;
import dev.platter.api.RequestFlags;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestCompletion;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The disk behind has at each offset the lowest byte of that offset. */
class ProtectFilterTest {
    private final RecordingDisk behind = RecordingDisk.of(4096);
    private final TestCompletion end = new TestCompletion();

    private AsyncDisk open(String... ranges) throws IOException {
        ProtectFilter filter = new ProtectFilter(new ProtectFilter.Config(
                Arrays.stream(ranges).map(ProtectedRange::parse).toList()));
        return (AsyncDisk) filter.open(new TestOpener(behind), TestClient.anybody());
    }

    private List<String> changes() {
        return behind.requests().stream()
                .filter(request -> !request.startsWith("read"))
                .toList();
    }

    private static ByteBuffer same(long offset, int length) {
        ByteBuffer from = ByteBuffer.allocateDirect(length);
        for (int i = 0; i < length; i++) {
            from.put(i, (byte) (offset + i));
        }
        return from;
    }

    @ParameterizedTest
    @CsvSource({
        "0-511, 0, 100, true",
        "0-511, 511, 1, true",
        "0-511, 512, 100, false",
        "0-511, 500, 100, true",
        "~512-1023, 0, 100, true",
        "~512-1023, 512, 512, false",
        "~512-1023, 1000, 100, true",
        "~512-1023, 4000, 96, true",
        "~-, 0, 4096, false",
        "-, 4095, 1, true",
        "1024-, 4095, 1, true",
        "1024-, 0, 1024, false",
        "5000-6000, 0, 4096, false",
        "0x10-0x1f, 8, 16, true",
        "5-9, 1, 4, false",
        "5-9, 10, 4, false",
        "5-9, 9, 1, true",
    })
    void onlyWritesToTheRangeAreRefused(String range, long offset, int length, boolean refused) throws IOException {
        open(range).write(same(offset + 1, length), offset, RequestFlags.NONE, end);
        assertEquals(
                refused ? "EPERM protect filter prevented write to protected range " + range : "succeeded",
                end.outcome());
        assertEquals(refused ? List.of() : List.of("write " + length + " at " + offset + " []"), changes());
    }

    @Test
    void writeThatChangesNothingPasses() throws IOException {
        AsyncDisk disk = open("100-199", "300-399");
        disk.write(same(50, 400), 50, RequestFlags.NONE.withFua(true), end);
        assertEquals("succeeded", end.outcome());
        assertEquals(List.of("write 400 at 50 [fua]"), changes());

        ByteBuffer last = same(50, 400);
        last.put(349, (byte) 0);
        TestCompletion other = new TestCompletion();
        disk.write(last, 50, RequestFlags.NONE, other);
        assertEquals("EPERM protect filter prevented write to protected range 300-399", other.outcome());
    }

    @Test
    void zeroesAndTrimsPassWhereThereAreZeroes() throws IOException {
        AsyncDisk disk = open("256-256", "513-513");
        disk.zero(200, 100, RequestFlags.NONE, end);
        assertEquals("succeeded", end.outcome());
        assertEquals(List.of("zero 100 at 200 []"), changes());

        TestCompletion zeroed = new TestCompletion();
        disk.zero(500, 100, RequestFlags.NONE, zeroed);
        TestCompletion trimmed = new TestCompletion();
        disk.trim(500, 100, RequestFlags.NONE, trimmed);
        assertEquals("EPERM protect filter prevented write to protected range 513-513", zeroed.outcome());
        assertEquals(zeroed.outcome(), trimmed.outcome());
    }

    @Test
    void trimLeavesOutWhatIsProtected() throws IOException {
        AsyncDisk disk = open("256-256");
        disk.trim(200, 100, RequestFlags.NONE, end);
        assertEquals("succeeded", end.outcome());
        assertEquals(List.of("trim 56 at 200 []"), changes());
    }
}
