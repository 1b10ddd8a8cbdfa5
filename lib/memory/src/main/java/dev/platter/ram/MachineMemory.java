// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

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
     * Refuses bytes that do not fit into memory, before the system kills the server for trying.
     *
     * @param bytes how many
     * @param advice what the user can do otherwise, as the end of a sentence
     * @throws DiskException if the machine has less memory than that
     */
    static void checkRoomFor(long bytes, String advice) throws DiskException {
        long size = size();
        if (bytes > size) {
            throw new DiskException(
                    NbdError.ENOSPC,
                    "cannot keep " + bytes + " bytes in memory: the machine has " + size + " with its swap space; "
                            + advice);
        }
    }
}
