// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class PatternFeaturesTest {
    private final Disk disk = new PatternDisk(1001);

    @Test
    void multiConnAndReadAheadAreOffered() throws IOException {
        assertEquals(Features.readOnly().withCache(Support.NATIVE).withMultiConn(true), disk.features());
        disk.cache(0, 1001);
    }

    @Test
    void theSizeNeedNotBeAMultipleOfEight() throws IOException {
        assertEquals(1001, disk.size());
    }

    @Test
    void theDiskNeverBlocks() {
        assertFalse(disk.blocking());
    }

    @Test
    void theDiskCannotBeWrittenTo() {
        DiskException refused =
                assertThrows(DiskException.class, () -> disk.write(ByteBuffer.allocate(8), 0, RequestFlags.NONE));
        assertEquals(NbdError.EPERM, refused.error());
    }
}
