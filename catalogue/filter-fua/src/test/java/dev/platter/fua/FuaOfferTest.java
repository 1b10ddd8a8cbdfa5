// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.fua;

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
import org.junit.jupiter.params.provider.EnumSource;

/** The FUA support that clients are offered. */
class FuaOfferTest {
    private static final Features UNFLUSHED = Features.writable().withTrim();

    private final RecordingDisk behind = RecordingDisk.of(1000);

    @ParameterizedTest
    @CsvSource({"NONE, NONE", "EMULATE, EMULATED", "NATIVE, NATIVE", "FORCE, NATIVE", "PASS, NATIVE", "DISCARD, NATIVE"
    })
    void theModeDecidesTheOfferedFua(FuaMode mode, Support fua) throws IOException {
        assertEquals(
                RecordingDisk.EVERYTHING.withFua(fua),
                Filtered.disk(behind, mode).features());
    }

    @Test
    void writesThatAreForcedToBeDurableHaveNoWindow() throws IOException {
        Features windowed = UNFLUSHED.withFlush().withWriteWindow(4096);
        assertEquals(
                Long.MAX_VALUE,
                Filtered.disk(behind.with(windowed), FuaMode.FORCE).features().writeWindow());
        assertEquals(
                4096,
                Filtered.disk(behind.with(windowed), FuaMode.PASS).features().writeWindow());
    }

    @Test
    void discardOffersFuaOnAnyDisk() throws IOException {
        assertEquals(
                UNFLUSHED.withFlush().withFua(Support.NATIVE),
                Filtered.disk(behind.with(UNFLUSHED), FuaMode.DISCARD).features());
        assertEquals(
                Features.readOnly().withFlush(),
                Filtered.disk(behind.with(Features.readOnly()), FuaMode.DISCARD).features());
    }

    @ParameterizedTest
    @EnumSource(names = {"EMULATE", "NATIVE", "FORCE"})
    void aModeThatTheDiskBehindCannotSupportIsRefused(FuaMode mode) {
        RecordingDisk unable = behind.with(UNFLUSHED);
        DiskException refused = assertThrows(DiskException.class, () -> Filtered.disk(unable, mode));
        assertTrue(refused.getMessage().startsWith("fuamode="), refused.getMessage());
        assertEquals(List.of("close"), unable.requests());
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatOnlyReadsIsNotRefused(FuaMode mode) throws IOException {
        RecordingDisk unable = behind.with(Features.readOnly());
        Features features =
                Filtered.disk(unable, mode, TestClient.anybody().asReadOnly()).features();
        assertEquals(Support.NONE, features.fua());
        assertFalse(features.write());
    }

    @ParameterizedTest
    @EnumSource
    void theFilterIsInlineAsynchronousOrBlockingAsTheDiskBehindIs(FuaMode mode) throws IOException {
        assertTrue(Filtered.disk(behind, mode).completesOnReturn());
        assertFalse(Filtered.disk(new HeldDisk(1), mode).completesOnReturn());
        assertFalse(Filtered.disk(behind, mode).blocking());
        assertTrue(Filtered.disk(behind.thatBlocks(), mode).blocking());
    }
}
