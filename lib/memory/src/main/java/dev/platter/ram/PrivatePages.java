// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.libc.SystemMemory;
import java.io.IOException;
import java.util.List;

/** Memory of this process alone. */
record PrivatePages(SystemMemory system) implements Pages {
    static final String KIND = "mapped";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Region reserve(long size) throws IOException {
        return Region.mapped(system.reserve(size), size);
    }

    @Override
    public boolean discard(Region region, int from, int length) {
        return system.discard(region.address() + from, length);
    }

    @Override
    public boolean areSent() {
        return false;
    }

    @Override
    public void adopt(List<Region> regions) {
        // Each region knows all that is needed.
    }

    @Override
    public void close(List<Region> regions) {
        for (Region region : regions) {
            unmap(system, region);
        }
    }

    /** Ends the use of a mapped region, then unmaps it. */
    static void unmap(SystemMemory system, Region region) {
        long address = region.address();
        long size = region.size();
        region.arena().close();
        system.unmap(address, size);
    }
}
