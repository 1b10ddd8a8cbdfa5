// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.noextents;

import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.Support;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.NullMarked;

/**
 * Shows a disk as one piece of data. The server reports that by itself for a disk that does not know its extents, so
 * the filter only hides that the disk behind knows them, and hides the holes that a read reports.
 */
@NullMarked
@NbdFilter(
        name = "noextents",
        summary = "hides from clients which parts of a disk are allocated",
        contents = Contents.NONE)
public final class NoExtentsFilter implements Filter {
    /** Called by the server. */
    public NoExtentsFilter() {}

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        return new WithoutExtents(next.open(client));
    }

    private static final class WithoutExtents extends ForwardingAsyncDisk {
        WithoutExtents(Disk next) {
            super(next);
        }

        @Override
        public Features features() throws IOException {
            return next().features().withExtents(Support.EMULATED);
        }

        @Override
        public boolean completesOnReturn() {
            return next().completesOnReturn();
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
            next().read(into, offset, HoleSink.NONE, completion);
        }
    }
}
