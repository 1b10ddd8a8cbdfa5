// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.device;

import java.io.IOException;

/** Connects to devices of one kind. */
public interface Driver {
    /**
     * Whether several connections to one device can be made at a time, some of them read-only.
     *
     * @return false if all clients must share one connection
     */
    boolean isShareable();

    /**
     * Connects to a device and starts it.
     *
     * @param settings what the user has set, with valid names and types
     * @param readOnly whether nothing will be written
     * @param user is told what the device tells by itself
     * @return the device, to be closed
     * @throws IOException if that fails; the message says why
     */
    Device connect(Settings settings, boolean readOnly, DeviceUser user) throws IOException;
}
