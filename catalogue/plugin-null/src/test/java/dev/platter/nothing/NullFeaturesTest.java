// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nothing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.Support;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NullFeaturesTest {
    @Test
    void allFeaturesAreOffered() throws IOException {
        Features features = NullDisks.ofSize(1).features();

        assertTrue(features.write());
        assertTrue(features.flush());
        assertTrue(features.trim());
        assertTrue(features.fastZero());
        assertTrue(features.multiConn());
        assertEquals(Support.NATIVE, features.fua());
        assertEquals(Support.NATIVE, features.zero());
        assertEquals(Support.NATIVE, features.cache());
        assertEquals(Support.NATIVE, features.extents());
    }

    @Test
    void theDiskNeverBlocks() {
        assertFalse(NullDisks.ofSize(1).blocking());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1L << 40, Long.MAX_VALUE})
    void theSizeIsThatOfTheParameter(long size) throws IOException {
        Disk disk = NullDisks.ofSize(size);

        assertEquals(size, disk.size());
    }
}
