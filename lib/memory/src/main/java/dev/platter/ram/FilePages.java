// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.libc.Allocation;
import dev.platter.libc.Descriptors;
import dev.platter.libc.MemoryFile;
import dev.platter.libc.SystemMemory;
import java.io.IOException;
import java.util.List;

/**
 * The pages of a file without a name that lies in memory (memfd on Linux). They are mapped, so all works as with
 * {@link PrivatePages}, and the system can send them to a client without copying them. All regions are parts of one
 * file, so a disk takes one descriptor.
 */
final class FilePages implements Pages {
    static final String KIND = "file";

    private static final String LABEL = "platter-memory";

    private final SystemMemory system;
    private int descriptor = Region.NO_FILE;
    private long end;

    /** Makes the file when the first region is reserved, or takes that of the regions that are adopted. */
    FilePages(SystemMemory system) {
        this.system = system;
    }

    /** Whether the system has such files and gives one. */
    static boolean isPossible() {
        try {
            Descriptors.close(MemoryFile.create(LABEL));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public SystemMemory system() {
        return system;
    }

    @Override
    public Region reserve(long size) throws IOException {
        if (descriptor == Region.NO_FILE) {
            descriptor = MemoryFile.create(LABEL);
        }
        MemoryFile.resize(descriptor, end + size);
        Region region = Region.ofFile(system.share(descriptor, end, size), size, descriptor, end);
        end += size;
        return region;
    }

    @Override
    public boolean discard(Region region, int from, int length) {
        return Allocation.punchHole(descriptor, region.position() + from, length) == 0;
    }

    @Override
    public boolean areSent() {
        return true;
    }

    @Override
    public void adopt(List<Region> regions) {
        for (Region region : regions) {
            descriptor = region.descriptor();
            end = Math.max(end, region.position() + region.size());
        }
    }

    @Override
    public void close(List<Region> regions) {
        for (Region region : regions) {
            PrivatePages.unmap(system, region);
        }
        if (descriptor != Region.NO_FILE) {
            Descriptors.close(descriptor);
            descriptor = Region.NO_FILE;
        }
    }
}
