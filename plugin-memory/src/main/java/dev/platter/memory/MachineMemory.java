// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.memory;

import com.sun.management.OperatingSystemMXBean;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.lang.management.ManagementFactory;

/** How much memory there can be. */
final class MachineMemory {
    private MachineMemory() {}

    /** The memory and the swap space of this machine or container, in bytes. */
    static long size() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize() + system.getTotalSwapSpaceSize()
                : Long.MAX_VALUE;
    }

    /**
     * Refuses zeroes that must be kept and cannot, before the system ends the server for trying.
     *
     * @throws DiskException if there is less memory than that
     */
    static void checkRoomFor(long zeroes) throws DiskException {
        long size = size();
        if (zeroes > size) {
            throw new DiskException(
                    NbdError.ENOSPC,
                    "cannot keep " + zeroes + " bytes of zeroes in memory: the machine has " + size
                            + " with its swap space; allow holes instead");
        }
    }
}
