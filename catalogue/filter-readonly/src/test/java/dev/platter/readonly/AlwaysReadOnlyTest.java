// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.readonly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.testkit.HeldDisk;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AlwaysReadOnlyTest {
    private final RecordingDisk behind = RecordingDisk.of(1000);

    @Test
    void nothingThatChangesTheDiskIsOffered() throws IOException {
        assertEquals(
                RecordingDisk.EVERYTHING.withoutWrite(), Filtered.always(behind).features());
    }

    @Test
    void theDiskBehindIsOpenedForReading() throws IOException {
        TestOpener opener = new TestOpener(behind);
        Filtered.always(opener);
        assertTrue(opener.clients().getFirst().readOnly());
    }

    @Test
    void theFilterIsInlineAsynchronousOrBlockingAsTheDiskBehindIs() throws IOException {
        assertTrue(Filtered.always(behind).completesOnReturn());
        assertFalse(Filtered.always(new HeldDisk(1)).completesOnReturn());
        assertFalse(Filtered.always(behind).blocking());
        assertTrue(Filtered.always(behind.thatBlocks()).blocking());
    }
}
