// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.zero;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.Support;
import dev.platter.testkit.TestClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ZeroPluginTest {
    @Test
    void diskIsEmptyAndReadOnly() throws IOException {
        Disk disk = new ZeroPlugin().open(TestClient.anybody());

        assertEquals(0, disk.size());
        assertEquals(Features.readOnly().withCache(Support.NATIVE).withMultiConn(true), disk.features());
    }
}
