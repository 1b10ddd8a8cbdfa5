// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.extentlist;

import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.Support;
import dev.platter.api.TransparentDisk;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reports the extents that stand in a file, for a disk that does not know its own. */
@NbdFilter(
        name = "extentlist",
        summary = "reports which parts of a disk are allocated, as listed in a file",
        contents = Contents.NONE)
public final class ExtentListFilter implements Filter {
    private final ExtentFile file;
    private ExtentTable extents = new ExtentTable(List.of());

    /**
     * The parameters.
     *
     * @param extentlist the file with the extents
     */
    public record Config(
            @Parameter(help = "The file with the extents.") Path extentlist) {}

    public ExtentListFilter(Config config) {
        file = new ExtentFile(config.extentlist());
    }

    @Override
    public void start(Opener next, Context context) throws IOException {
        extents = file.read();
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Disk behind = next.open(client);
        try {
            return new ListedDisk(behind, behind.size(), extents);
        } catch (IOException | RuntimeException | Error e) {
            behind.close();
            throw e;
        }
    }

    private static final class ListedDisk extends TransparentDisk {
        private final long size;
        private final ExtentTable extents;

        ListedDisk(Disk next, long size, ExtentTable extents) {
            super(next);
            this.size = size;
            this.extents = extents;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public Features features() throws IOException {
            return next().features().withExtents(Support.NATIVE);
        }

        @Override
        public void extents(long offset, long length, ExtentSink sink, Completion completion) {
            extents.report(offset, length, size, sink);
            completion.succeeded();
        }
    }
}
