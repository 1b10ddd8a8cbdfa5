// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.DiskException;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which way to make zeroes is chosen. */
class ZeroTest {
    private static final RequestFlags FAST = RequestFlags.NONE.withFastZero(true);

    private final WatchedFile file = new WatchedFile();
    private FileDisk disk;

    @BeforeEach
    void open() throws IOException {
        disk = new FileDisk(file, CacheMode.DEFAULT, AccessPattern.NORMAL);
    }

    @Test
    void aHoleIsTheFirstChoice() throws IOException {
        disk.zero(4, 8, FAST);

        assertEquals(List.of("punch 4+8"), file.calls);
    }

    @Test
    void noHoleForbidsPunching() throws IOException {
        disk.zero(4, 8, RequestFlags.NONE.withNoHole(true));

        assertEquals(List.of("allocate 4+8"), file.calls);
    }

    @Test
    void zeroesAreAllocatedIfPunchingFails() throws IOException {
        file.punches = false;

        disk.zero(4, 8, RequestFlags.NONE);

        assertEquals(List.of("punch 4+8", "allocate 4+8"), file.calls);
    }

    @Test
    void zeroesAreWrittenIfNothingElseWorks() throws IOException {
        file.punches = false;
        file.allocates = false;

        disk.zero(4, 8, RequestFlags.NONE);

        assertEquals(List.of("punch 4+8", "allocate 4+8", "write 4", "write 7", "write 10"), file.calls);
    }

    @Test
    void fastZeroesAreNeverWritten() {
        file.punches = false;
        file.allocates = false;

        DiskException refused = assertThrows(DiskException.class, () -> disk.zero(4, 8, FAST));

        assertEquals(NbdError.ENOTSUP, refused.error());
        assertEquals(List.of("punch 4+8", "allocate 4+8 quickly"), file.calls);
    }
}
