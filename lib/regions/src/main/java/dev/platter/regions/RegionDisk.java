// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.regions;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A disk that is made of regions without a hole between them. A request within one region is a request to its disk, and
 * completes as that one does; a longer one goes to one region after the other, and its first failure ends it. The bytes are those
 * of the regions' disks, so what they lend, have at hand or offer for payloads is passed on.
 *
 * <p>The disk can do what the disks of all its regions can.
 */
public final class RegionDisk implements AsyncDisk {
    private final List<Region> regions;
    private final Features features;
    private final boolean blocking;
    private final boolean completesOnReturn;

    private RegionDisk(List<Region> regions) throws IOException {
        this.regions = List.copyOf(regions);
        features = CommonFeatures.of(this.regions);
        blocking = regions.stream().anyMatch(region -> region.disk().blocking());
        completesOnReturn = regions.stream().allMatch(region -> region.disk().completesOnReturn());
    }

    /** Puts regions one after the other. Not thread-safe. */
    public static final class Builder {
        private final List<Region> regions = new ArrayList<>();

        /** Begins without a region. */
        public Builder() {}

        /**
         * The length of the regions so far.
         *
         * @return in bytes
         */
        public long length() {
            return regions.isEmpty() ? 0 : regions.getLast().end();
        }

        /**
         * Adds a region.
         *
         * @param disk what is there, from its offset 0 on; it is closed with the whole, or by {@link #close}
         * @param length of the region, in bytes, at most that of the disk; one of 0 bytes is closed with the others and has no
         *     place
         * @return this
         */
        public Builder add(Disk disk, long length) {
            regions.add(new Region(length(), length, AsyncDisk.of(disk)));
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
         * @param offset where the next region begins, in bytes, not before {@link #length}
         * @return this
         */
        public Builder gapUntil(long offset) {
            return offset > length() ? add(new GapDisk(offset - length()), offset - length()) : this;
        }

        /**
         * Makes the disk.
         *
         * @return the disk, with all regions that were added
         * @throws IOException if a disk cannot tell its features; the disks are not closed
         */
        public RegionDisk build() throws IOException {
            return new RegionDisk(regions);
        }

        /**
         * Closes all disks that were added, since there will be no whole.
         *
         * @param why what is thrown; further failures are added to it
         */
        public void close(Exception why) {
            for (Region region : regions) {
                try {
                    region.disk().close();
                } catch (IOException e) {
                    why.addSuppressed(e);
                }
            }
        }
    }

    @Override
    public long size() {
        return regions.isEmpty() ? 0 : regions.getLast().end();
    }

    @Override
    public Features features() {
        return features;
    }

    @Override
    public boolean blocking() {
        return blocking;
    }

    @Override
    public boolean completesOnReturn() {
        return completesOnReturn;
    }

    /** The region at an offset, which is on the disk. */
    private Region at(long offset) {
        return regions.get(indexOf(offset));
    }

    /** The last region that begins at the offset or before it: those before it at the same place have no bytes. */
    private int indexOf(long offset) {
        int low = 0;
        int high = regions.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (regions.get(middle).start() <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        Region first = at(offset);
        int length = into.remaining();
        if (first.holds(offset, length)) {
            first.disk().read(into, offset - first.start(), holes, completion);
            return;
        }
        int position = into.position();
        new RegionWalk(this::at, offset, length, moved(into, completion)) {
            @Override
            protected void part(AsyncDisk disk, long from, long size, long at) {
                int index = (int) (at - offset);
                disk.read(into.slice(position + index, (int) size), from, holes.shifted(index), this);
            }
        }.run();
    }

    /** Tells the end of a read whose parts have moved the positions of slices, and not that of the buffer. */
    private static Completion moved(ByteBuffer into, Completion completion) {
        return new Completion() {
            @Override
            public void succeeded() {
                into.position(into.limit());
                completion.succeeded();
            }

            @Override
            public void failed(IOException error) {
                completion.failed(error);
            }
        };
    }

    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        Region first = at(offset);
        return first.holds(offset, into.remaining()) && first.disk().tryRead(into, offset - first.start(), holes);
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        Region first = at(offset);
        return first.holds(offset, length) && first.disk().lend(offset - first.start(), length, loan);
    }

    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) throws IOException {
        Region first = at(offset);
        return first.holds(offset, length)
                ? first.disk().land(offset - first.start(), length, flags)
                : Optional.empty();
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        Region first = at(offset);
        int length = from.remaining();
        if (first.holds(offset, length)) {
            first.disk().write(from, offset - first.start(), flags, completion);
            return;
        }
        int position = from.position();
        new RegionWalk(this::at, offset, length, completion) {
            @Override
            protected void part(AsyncDisk disk, long start, long size, long at) {
                disk.write(from.slice(position + (int) (at - offset), (int) size), start, flags, this);
            }
        }.run();
    }

    @Override
    public void flush(Completion completion) {
        new FlushWalk(regions, completion).run();
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        new RegionWalk(this::at, offset, length, completion) {
            @Override
            protected void part(AsyncDisk disk, long from, long size, long at) {
                disk.trim(from, size, flags, this);
            }
        }.run();
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        new RegionWalk(this::at, offset, length, completion) {
            @Override
            protected void part(AsyncDisk disk, long from, long size, long at) {
                disk.zero(from, size, flags, this);
            }
        }.run();
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        new RegionWalk(this::at, offset, length, completion) {
            @Override
            protected void part(AsyncDisk disk, long from, long size, long at) {
                disk.cache(from, size, this);
            }
        }.run();
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        new ExtentWalk(this::at, offset, length, sink, completion).run();
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (Region region : regions) {
            try {
                region.disk().close();
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
        return "a disk of " + regions.size() + " regions";
    }
}
