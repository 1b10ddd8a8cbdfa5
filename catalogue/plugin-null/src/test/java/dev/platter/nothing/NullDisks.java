// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nothing;

import dev.platter.api.Disk;
import dev.platter.api.parameters.Size;
import dev.platter.testkit.TestClient;

/** Opens disks of the plugin as the server does. */
final class NullDisks {
    private NullDisks() {}

    static Disk ofSize(long bytes) {
        return new NullPlugin(new NullPlugin.Config(new Size(bytes))).open(TestClient.anybody());
    }
}
