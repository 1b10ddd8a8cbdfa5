// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tar;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.HeadedOpener;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Tag;

/** The suite's disk is a file in a tar file. */
@Tag("same-in-both-modes")
class TarConformanceTest extends FilterConformance {
    @NbdFilter(name = "tar", summary = "a file in a tar file", contents = Contents.NONE)
    public static final class Inside implements Filter {
        private final TarFilter filter;

        public Inside(TarFilter.Config config) {
            filter = new TarFilter(config);
        }

        @Override
        public Disk open(Opener next, Client client) throws IOException {
            return filter.open(new HeadedOpener(next, Inside::headers), client);
        }

        private static byte[] headers(long size) {
            byte[] length =
                    ByteBuffer.allocate(12).putInt(0x80000000).putLong(size).array();
            return new Tars()
                    .file("other", new byte[700])
                    .raw(Tars.header("disk.img", '0', length))
                    .bytes();
        }
    }

    @Override
    protected Subject subject() {
        return Subject.of(Inside.class)
                .with("tar-entry", "disk.img")
                .refusing("tar-entry", "dusk.img", "did you mean disk.img?")
                .refusing("tar-entry", "", "empty")
                .refusing("tar-limit", "1k", "first 1024 bytes");
    }
}
