// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.memory;

import dev.platter.api.Details;
import dev.platter.ram.RamDisk;
import java.util.Map;

/** Tells which allocators work on this machine, in nbdkit's words. */
public final class MemoryDetails implements Details {
    /** Called by the server. */
    public MemoryDetails() {}

    @Override
    public Map<String, String> details() {
        return RamDisk.details();
    }
}
