// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.platter.api.Features;
import dev.platter.api.Support;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReadOnlyViewTest {
    @Test
    void nothingThatChangesTheDiskIsEmulated() throws IOException {
        Features features = Emulation.of(new FakeDisk(100, () -> {}), new ServerItself("", true, new Presence()))
                .features();
        assertFalse(features.write() || features.trim() || features.fastZero());
        assertEquals(Support.NONE, features.zero());
        assertEquals(Support.NONE, features.fua());
        assertEquals(Support.NATIVE, features.extents());
    }
}
