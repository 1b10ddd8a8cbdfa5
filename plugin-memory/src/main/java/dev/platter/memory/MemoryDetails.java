// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.memory;

import dev.platter.api.Details;
import dev.platter.libc.Portable;
import dev.platter.libc.SystemMemory;
import java.util.Map;
import java.util.TreeMap;

/** Tells which allocators work on this machine, in nbdkit's words. */
public final class MemoryDetails implements Details {
    /** Called by the server. */
    public MemoryDetails() {}

    @Override
    public Map<String, String> details() {
        boolean locks = !Portable.isWanted() && SystemMemory.isHere();
        return new TreeMap<>(Map.of("mlock", locks ? "yes" : "no", "zstd", "yes"));
    }
}
