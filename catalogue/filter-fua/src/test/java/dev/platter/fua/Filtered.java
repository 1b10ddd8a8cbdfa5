// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.fua;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestOpener;
import java.io.IOException;

/** A disk as the filter shows it. */
final class Filtered {
    private Filtered() {}

    static AsyncDisk disk(Disk behind, FuaMode mode) throws IOException {
        return disk(behind, mode, TestClient.anybody());
    }

    static AsyncDisk disk(Disk behind, FuaMode mode, Client client) throws IOException {
        return (AsyncDisk) new FuaFilter(new FuaFilter.Config(mode)).open(new TestOpener(behind), client);
    }
}
