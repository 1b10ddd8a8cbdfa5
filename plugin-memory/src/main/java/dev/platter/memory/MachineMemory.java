// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.memory;

import com.sun.management.OperatingSystemMXBean;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.lang.management.ManagementFactory;

/** The size of the machine's memory. */
final class MachineMemory {
    private MachineMemory() {}

    /** The memory and the swap space of this machine or container, in bytes. */
    static long size() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize() + system.getTotalSwapSpaceSize()
                : Long.MAX_VALUE;
    }

    /**
     * Refuses to allocate zeroes that do not fit into memory, before the system kills the server for trying.
     *
     * @throws DiskException if the machine has less memory than that
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
