// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.device;

/** One client's share of a device, through one queue. */
public interface Lease extends AutoCloseable {
    /** {@return what the device said when the client came, as far as it concerns the client} */
    Traits traits();

    /** {@return the queue to use} */
    RequestQueue queue();

    /** {@return the capacity that the device has now, in bytes} */
    long capacity();

    /** Gives the share back. The device is disconnected with the last one. */
    @Override
    void close();
}
