// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import java.io.IOException;

/** Serves a fake disk. */
@NbdPlugin(name = "fake", summary = "a fake disk", threadModel = ThreadModel.PARALLEL)
final class FakePlugin implements Plugin {
    private final FakeDisk disk;

    FakePlugin(FakeDisk disk) {
        this.disk = disk;
    }

    @Override
    public Disk open(Client client) throws IOException {
        return disk.open(client);
    }
}
