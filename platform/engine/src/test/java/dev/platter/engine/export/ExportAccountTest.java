// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.DiskException;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.nbd.NbdError;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The counts and limits of an export survive a change of its chain and its rules. */
class ExportAccountTest {
    private final ExportAccount account = new ExportAccount(new ExportTraffic());

    @Test
    void aConnectionBeyondTheLimitIsRefused() throws Exception {
        account.enter(OptionalInt.of(2));
        account.enter(OptionalInt.of(2));
        DiskException refused = assertThrows(DiskException.class, () -> account.enter(OptionalInt.of(2)));
        assertEquals(NbdError.EPERM, refused.error());
        assertEquals(
                "the export has 2 connections, and may have 2: try again when one has ended", refused.getMessage());
        account.leave();
        account.enter(OptionalInt.of(2));
    }

    @Test
    void connectionsThatCameWithoutALimitCountWhenThereIsOne() throws Exception {
        account.enter(OptionalInt.empty());
        assertThrows(DiskException.class, () -> account.requireRoom(OptionalInt.of(1)));
        assertThrows(DiskException.class, () -> account.enter(OptionalInt.of(1)));
        assertDoesNotThrow(() -> account.requireRoom(OptionalInt.empty()));
    }

    @Test
    void aNewLimitOfTheBandwidthReachesConnectedClients() {
        Pace pace = account.pace();
        assertTrue(pace.isBounded());
        assertEquals(0, pace.take(1 << 20));
        account.limitBandwidth(OptionalLong.of(1));
        assertTrue(pace.take(1 << 20) > 0);
        assertTrue(account.pace().take(0) > 0, "all draw on one bandwidth");
    }

    @Test
    void anAccountThatCountsNothingHasNoLimit() {
        ExportAccount plain = new ExportAccount();
        assertFalse(plain.pace().isBounded());
        assertTrue(plain.traffic().isEmpty());
        plain.limitBandwidth(OptionalLong.empty());
        assertThrows(IllegalArgumentException.class, () -> plain.limitBandwidth(OptionalLong.of(1)));
    }
}
