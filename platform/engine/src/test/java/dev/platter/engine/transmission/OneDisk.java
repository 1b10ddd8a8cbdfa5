// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;

/** Serves one disk to every client. */
@NbdPlugin(name = "one", summary = "a disk that a test has made", threadModel = ThreadModel.PARALLEL)
final class OneDisk implements Plugin {
    private final Disk disk;

    OneDisk(Disk disk) {
        this.disk = disk;
    }

    @Override
    public Disk open(Client client) {
        return disk;
    }
}
