// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partition;

import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("same-in-both-modes")
class PartitionConformanceTest extends FilterConformance {
    private static final int SECTOR = 512;

    /** The suite gives an empty disk, and holds its reads before a client has come, so the table is put in front of the disk. */
    @NbdFilter(name = "partition", summary = "a partition of a disk that had none", contents = Contents.NONE)
    public static final class Partitioned implements Filter {
        private final PartitionFilter partition;

        public Partitioned(PartitionFilter.Config config) {
            partition = new PartitionFilter(config);
        }

        @Override
        public Disk open(Opener next, Client client) throws IOException {
            return partition.open(new WithTable(next), client);
        }
    }

    private record WithTable(Opener next) implements Opener {
        @Override
        public Disk open(Client client) throws IOException {
            return new DiskWithTable(next.open(client));
        }

        @Override
        public List<Export> exports(Client client) throws IOException {
            return next.exports(client);
        }

        @Override
        public String defaultExport(Client client) throws IOException {
            return next.defaultExport(client);
        }
    }

    private static final class DiskWithTable extends ForwardingAsyncDisk {
        DiskWithTable(Disk next) {
            super(next);
        }

        @Override
        public boolean completesOnReturn() {
            return next().completesOnReturn();
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
            if (offset > SECTOR) {
                next().read(into, offset, holes, completion);
                return;
            }
            try {
                ByteBuffer table = Tables.mbr(new long[] {3, next().size() / SECTOR - 4});
                into.put(offset == 0 ? table.limit(into.remaining()) : ByteBuffer.allocate(into.remaining()));
            } catch (IOException e) {
                completion.failed(e);
                return;
            }
            completion.succeeded();
        }

        @Override
        public boolean lend(long offset, int length, Loan loan) throws IOException {
            return next().lend(offset, length, loan);
        }
    }

    @Override
    protected Subject subject() {
        return Subject.of(Partitioned.class)
                .with("partition", "1")
                .refusing("partition", "2", "no partition 2")
                .refusing("partition", "0", "0")
                .refusing("partition-sectorsize", "1024", "not 1024");
    }
}
