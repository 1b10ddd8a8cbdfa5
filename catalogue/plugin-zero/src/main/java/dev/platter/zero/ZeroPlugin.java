// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.zero;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.Support;
import dev.platter.api.ThreadModel;
import java.nio.ByteBuffer;

/** Serves a disk of size 0, to test clients, filters and the server itself. */
@NbdPlugin(
        name = "zero",
        summary = "a disk without a single byte",
        threadModel = ThreadModel.PARALLEL,
        contents = Contents.NONE)
public final class ZeroPlugin implements Plugin {
    private static final Features FEATURES =
            Features.readOnly().withCache(Support.NATIVE).withMultiConn(true);

    /** Called by the server. */
    public ZeroPlugin() {}

    @Override
    public Disk open(Client client) {
        return new EmptyDisk();
    }

    private static final class EmptyDisk implements Disk {
        @Override
        public long size() {
            return 0;
        }

        @Override
        public Features features() {
            return FEATURES;
        }

        @Override
        public boolean blocking() {
            return false;
        }

        /** The server lets no request through that lies beyond the end. */
        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {}

        @Override
        public void cache(long offset, long length) {}
    }
}
