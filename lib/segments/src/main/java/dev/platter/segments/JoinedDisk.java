// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.segments;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk that is made of others, of fixed bytes and of gaps, one after the other. It can do what all of them can, and closes
 * them.
 */
public final class JoinedDisk extends SegmentedDisk {
    private final List<AsyncDisk> disks;
    private final Features features;

    private JoinedDisk(List<Segment> segments, List<AsyncDisk> disks) throws IOException {
        super(segments, disks);
        this.disks = List.copyOf(disks);
        features = CommonFeatures.of(this.disks);
    }

    /** Puts disks one after the other. Not thread-safe. */
    public static final class Builder {
        private final List<Segment> segments = new ArrayList<>();

        /** Those without a place, too. */
        private final List<AsyncDisk> disks = new ArrayList<>();

        /** Begins without a disk. */
        public Builder() {}

        /**
         * The length so far.
         *
         * @return in bytes
         */
        public long length() {
            return segments.isEmpty() ? 0 : segments.getLast().end();
        }

        /**
         * Adds the beginning of a disk.
         *
         * @param disk what comes next, from its offset 0 on; it is closed with the whole, or by {@link #close}
         * @param length how much of it, in bytes, at most its size; with 0 it is closed with the others and has no place
         * @return this
         */
        public Builder add(Disk disk, long length) {
            AsyncDisk added = AsyncDisk.of(disk);
            disks.add(added);
            if (length > 0) {
                segments.add(new Segment(length(), length() + length, added, 0));
            }
            return this;
        }

        /**
         * Adds bytes that cannot be changed.
         *
         * @param bytes from its position to its limit; they must not be changed any more. Many disks may share them
         * @param what they are, for messages: {@code the partition table}
         * @return this
         */
        public Builder add(ByteBuffer bytes, String what) {
            return bytes.hasRemaining() ? add(new FixedDisk(bytes, what), bytes.remaining()) : this;
        }

        /**
         * Adds a gap up to an offset.
         *
         * @param offset where the next disk begins, in bytes, not before {@link #length}
         * @return this
         */
        public Builder gapUntil(long offset) {
            return offset > length() ? add(new GapDisk(offset - length()), offset - length()) : this;
        }

        /**
         * Makes the disk.
         *
         * @return the disk, with all that was added
         * @throws IOException if a disk cannot tell its features; the disks are not closed
         */
        public JoinedDisk build() throws IOException {
            return new JoinedDisk(segments, disks);
        }

        /**
         * Closes all disks that were added, since there will be no whole.
         *
         * @param why what is thrown; further failures are added to it
         */
        public void close(Exception why) {
            for (AsyncDisk disk : disks) {
                try {
                    disk.close();
                } catch (IOException e) {
                    why.addSuppressed(e);
                }
            }
        }
    }

    @Override
    public Features features() {
        return features;
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (AsyncDisk disk : disks) {
            try {
                disk.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public String toString() {
        return "a disk of " + disks.size() + " others";
    }
}
