// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocksizepolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.BlockSizes;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.testkit.HeldDisk;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestCompletion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a request that does not fit, if sizes from 4 KiB to 64 KiB are wanted. */
class PolicyRequestTest {
    private static final List<String> COMMANDS =
            List.of("read", "write", "trim", "zero", "cache", "extents", "x:dirty");

    private final RecordingDisk behind = RecordingDisk.of(1 << 20);
    private final TestCompletion end = new TestCompletion();

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 4095", "1, 4096", "4096, 4097"})
    void underErrorAnUnalignedRequestFails(long offset, int length) throws IOException {
        for (String command : COMMANDS) {
            TestCompletion refused = new TestCompletion();
            send(wanting(ErrorPolicy.ERROR), command, offset, length, refused);
            assertTrue(refused.outcome().startsWith("EINVAL "), command + ": " + refused.outcome());
            assertTrue(refused.outcome().endsWith("multiples of 4096"), refused.outcome());
        }
        assertEquals(List.of(), behind.requests());
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "write"})
    void underErrorTooLongAReadOrWriteFails(String command) throws IOException {
        send(wanting(ErrorPolicy.ERROR), command, 0, 68 * 1024, end);
        assertTrue(end.outcome().endsWith("the longest allowed has 65536"), end.outcome());
        assertEquals(List.of(), behind.requests());
    }

    @ParameterizedTest
    @ValueSource(strings = {"trim", "zero", "cache", "extents", "x:dirty"})
    void underErrorRequestsWithoutDataMayBeLonger(String command) throws IOException {
        send(wanting(ErrorPolicy.ERROR), command, 0, 68 * 1024, end);
        assertEquals("succeeded", end.outcome());
    }

    @Test
    void aRequestThatFitsPasses() throws IOException {
        for (String command : COMMANDS) {
            send(wanting(ErrorPolicy.ERROR), command, 4096, 8192, new TestCompletion());
        }
        assertEquals(
                List.of(
                        "read 8192 at 4096",
                        "write 8192 at 4096 [fua]",
                        "trim 8192 at 4096 [fua]",
                        "zero 8192 at 4096 [fua]",
                        "cache 8192 at 4096",
                        "extents 8192 at 4096",
                        "x:dirty 8192 at 4096"),
                behind.requests());
    }

    @Test
    void underAllowEveryRequestPasses() throws IOException {
        for (String command : COMMANDS) {
            TestCompletion allowed = new TestCompletion();
            send(wanting(ErrorPolicy.ALLOW), command, 1, 100_000, allowed);
            assertEquals("succeeded", allowed.outcome(), command);
        }
    }

    @Test
    void underAllowTheBlockSizesOfTheDiskBehindAreEnforced() throws IOException {
        RecordingDisk strict =
                behind.with(RecordingDisk.EVERYTHING.withBlockSizes(new BlockSizes(512, 4096, 1 << 20, 1 << 20)));
        AsyncDisk disk = Filtered.disk(strict, Filtered.config(ErrorPolicy.ALLOW, "4K", "", "", ""));
        send(disk, "write", 0, 100, end);
        assertTrue(end.outcome().endsWith("multiples of 512"), end.outcome());
        send(disk, "write", 512, 512, new TestCompletion());
        assertEquals(List.of("write 512 at 512 [fua]"), strict.requests());
    }

    @Test
    void underAllowADiskWithAdvisorySizesSeesEveryRequest() throws IOException {
        RecordingDisk lenient = behind.with(RecordingDisk.EVERYTHING
                .withBlockSizes(new BlockSizes(512, 4096, 1 << 20, 1 << 20))
                .withStrictBlockSizes(false));
        AsyncDisk disk = Filtered.disk(lenient, Filtered.config(ErrorPolicy.ALLOW, "4K", "", "", ""));
        send(disk, "write", 0, 100, end);
        assertEquals("succeeded", end.outcome());
    }

    @Test
    void theFilterIsInlineAsynchronousOrBlockingAsTheDiskBehindIs() throws IOException {
        BlockSizePolicyFilter.Config config = Filtered.config(ErrorPolicy.ERROR, "4K", "", "", "");
        assertTrue(Filtered.disk(behind, config).completesOnReturn());
        assertFalse(Filtered.disk(new HeldDisk(1), config).completesOnReturn());
        assertFalse(Filtered.disk(behind, config).blocking());
        assertTrue(Filtered.disk(behind.thatBlocks(), config).blocking());
    }

    private AsyncDisk wanting(ErrorPolicy policy) throws IOException {
        return Filtered.disk(behind, Filtered.config(policy, "4K", "4K", "64K", ""));
    }

    private static void send(AsyncDisk disk, String command, long offset, int length, TestCompletion end) {
        RequestFlags fua = RequestFlags.NONE.withFua(true);
        ByteBuffer data = ByteBuffer.allocate(length);
        switch (command) {
            case "read" -> disk.read(data, offset, HoleSink.NONE, end);
            case "write" -> disk.write(data, offset, fua, end);
            case "trim" -> disk.trim(offset, length, fua, end);
            case "zero" -> disk.zero(offset, length, fua, end);
            case "cache" -> disk.cache(offset, length, end);
            case "extents" -> disk.extents(offset, length, (from, size, status) -> true, end);
            default -> disk.blockStatus(command, offset, length, (from, size, status) -> true, end);
        }
    }
}
