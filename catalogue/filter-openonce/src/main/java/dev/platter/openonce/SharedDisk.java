// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.openonce;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.TransparentDisk;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A disk behind that is open, with what a disk is asked only once, so that every client is told the same. */
final class SharedDisk {
    private final AsyncDisk disk;
    private final long size;
    private final Features features;
    private final Optional<String> description;
    private final List<String> metaContexts;
    private final boolean blocking;
    private final boolean completesOnReturn;

    /** @param opened has just been opened, and is not closed here if this throws */
    SharedDisk(Disk opened) throws IOException {
        disk = AsyncDisk.of(opened);
        size = disk.size();
        features = disk.features();
        description = disk.description();
        metaContexts = disk.metaContexts();
        blocking = disk.blocking();
        completesOnReturn = disk.completesOnReturn();
    }

    /** The disk for one more client. When that is closed, the disk behind stays open. */
    Disk forClient() {
        return new ClientDisk();
    }

    void close() throws IOException {
        disk.close();
    }

    private final class ClientDisk extends TransparentDisk {
        ClientDisk() {
            super(disk);
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public Features features() {
            return features;
        }

        @Override
        public Optional<String> description() {
            return description;
        }

        @Override
        public List<String> metaContexts() {
            return metaContexts;
        }

        @Override
        public boolean blocking() {
            return blocking;
        }

        @Override
        public boolean completesOnReturn() {
            return completesOnReturn;
        }

        @Override
        public void close() {}
    }
}
