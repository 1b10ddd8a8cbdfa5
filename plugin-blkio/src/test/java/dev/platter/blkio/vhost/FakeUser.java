// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.vhost;

import dev.platter.blkio.device.Device;
import dev.platter.blkio.device.DeviceUser;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;

/** Remembers what a device has told. */
final class FakeUser implements DeviceUser {
    final LinkedBlockingQueue<String> losses = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<String> changes = new LinkedBlockingQueue<>();

    @Override
    public System.Logger logger() {
        return System.getLogger("test");
    }

    @Override
    public void changed() {
        changes.add("changed");
    }

    @Override
    public void lost(Device device, IOException reason) {
        losses.add(reason.getMessage());
    }
}
