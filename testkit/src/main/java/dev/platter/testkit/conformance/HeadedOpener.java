// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.api.Opener;
import dev.platter.api.RangeDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Lets the suite judge a filter that looks for a header at the beginning of the disk behind it, and serves what follows. The suite gives
 * a disk without one, and holds its reads while no client is there; so the header is put in front of that disk. The author writes a
 * filter for the test that opens the one to judge with this.
 *
 * @since 0.1
 */
public final class HeadedOpener implements Opener {
    private final Opener next;
    private final Head head;

    /** Makes the header. */
    @FunctionalInterface
    public interface Head {
        /**
         * The header of a disk.
         *
         * @param size of what follows, in bytes
         * @return the same bytes each time
         * @throws IOException if that fails
         */
        byte[] of(long size) throws IOException;
    }

    /**
     * Puts a header in front of disks.
     *
     * @param next opens the suite's disk
     * @param head makes the header
     */
    public HeadedOpener(Opener next, Head head) {
        this.next = next;
        this.head = head;
    }

    @Override
    public Disk open(Client client) throws IOException {
        Disk disk = next.open(client);
        try {
            return new HeadedDisk(disk, head.of(disk.size()));
        } catch (IOException | RuntimeException e) {
            disk.close();
            throw e;
        }
    }

    @Override
    public List<Export> exports(Client client) throws IOException {
        return next.exports(client);
    }

    @Override
    public String defaultExport(Client client) throws IOException {
        return next.defaultExport(client);
    }

    /** A read that begins in the header is of one who looks for it, and sees zeroes behind it. */
    private static final class HeadedDisk extends RangeDisk {
        private final byte[] head;

        HeadedDisk(Disk next, byte[] head) throws IOException {
            super(next, -head.length, head.length + next.size());
            this.head = head;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
            if (offset >= head.length) {
                super.read(into, offset, holes, completion);
                return;
            }
            into.put(head, (int) offset, Math.min(into.remaining(), head.length - (int) offset));
            into.put(new byte[into.remaining()]);
            completion.succeeded();
        }

        @Override
        public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
            return offset >= head.length && super.tryRead(into, offset, holes);
        }

        @Override
        public boolean lend(long offset, int length, Loan loan) throws IOException {
            return offset >= head.length && super.lend(offset, length, loan);
        }
    }
}
