// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.device;

import java.io.IOException;

/** The plugin, as a device sees it. All methods return at once and may be called on any thread. */
public interface DeviceUser {
    /** {@return where the device may write} */
    System.Logger logger();

    /** Learns that the configuration of the device has changed; perhaps it has another capacity. */
    void changed();

    /**
     * Learns that the device is lost: its process has ended, or it says what cannot be. Told once.
     *
     * @param device the device, which is still to be closed
     * @param reason what happened
     */
    void lost(Device device, IOException reason);
}
