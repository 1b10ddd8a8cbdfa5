// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nozero;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.Support;
import dev.platter.testkit.HeldDisk;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The support for zeroes that clients are offered. */
class NoZeroOfferTest {
    private static final Features SLOW_ONES = RecordingDisk.EVERYTHING.withFastZero(false);

    private final RecordingDisk behind = RecordingDisk.of(1 << 20);

    @ParameterizedTest
    @CsvSource({
        "none, default, NONE, false, false",
        "none, ignore, NONE, false, false",
        "emulate, default, NATIVE, true, true",
        "emulate, slow, NATIVE, true, true",
        "emulate, ignore, NATIVE, true, true",
        "emulate, none, NATIVE, false, false",
        "notrim, default, NATIVE, true, false",
        "notrim, none, NATIVE, false, false",
        "plugin, default, NATIVE, true, false",
        "plugin, slow, NATIVE, true, true",
        "plugin, ignore, NATIVE, true, true",
        "plugin, none, NATIVE, false, false",
    })
    void theModesDecideTheOfferedZeroes(
            String zero, String fast, Support expected, boolean whereFast, boolean whereSlow) throws IOException {
        assertEquals(
                RecordingDisk.EVERYTHING.withZero(expected).withFastZero(whereFast),
                Filtered.disk(behind, zero, fast).features());
        assertEquals(
                RecordingDisk.EVERYTHING.withZero(expected).withFastZero(whereSlow),
                Filtered.disk(behind.with(SLOW_ONES), zero, fast).features());
    }

    @ParameterizedTest
    @ValueSource(strings = {"notrim", "plugin"})
    void aModeThatTheDiskBehindCannotSupportIsRefused(String mode) throws IOException {
        RecordingDisk unable = behind.with(Features.readOnly());
        DiskException refused = assertThrows(DiskException.class, () -> Filtered.disk(unable, mode, "default"));
        assertTrue(refused.getMessage().contains("zeromode=" + mode), refused.getMessage());
        assertEquals(List.of("close"), unable.requests());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "emulate", "notrim", "plugin"})
    void aClientThatOnlyReadsIsNotRefused(String mode) throws IOException {
        RecordingDisk unable = behind.with(Features.readOnly());
        TestClient reader = TestClient.anybody().asReadOnly();
        assertEquals(
                Features.readOnly(),
                Filtered.disk(unable, mode, "default", reader).features());
    }

    @Test
    void aReadOnlyDiskEmulatesNoZeroes() throws IOException {
        RecordingDisk unable = behind.with(Features.readOnly());
        assertEquals(
                Features.readOnly(), Filtered.disk(unable, "emulate", "ignore").features());
    }

    @Test
    void theFilterIsInlineAsynchronousOrBlockingAsTheDiskBehindIs() throws IOException {
        assertTrue(Filtered.disk(behind, "emulate", "default").completesOnReturn());
        assertFalse(Filtered.disk(new HeldDisk(1), "emulate", "default").completesOnReturn());
        assertFalse(Filtered.disk(behind, "emulate", "default").blocking());
        assertTrue(Filtered.disk(behind.thatBlocks(), "emulate", "default").blocking());
    }
}
