// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import dev.platter.api.BlockSizes;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.libc.Advice;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.Limits;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One client's view of a file. Each client has its own descriptor. Clients see each other's writes, and a flush on one
 * descriptor covers the writes on all, because the system has one cache for the file.
 *
 * <p><b>The size is that at the time of opening.</b> If the file becomes shorter meanwhile, reading the missing part is
 * an error, not zeroes: a copy must not pass for complete.
 *
 * <p><b>Reads do not report holes.</b> Looking for one costs 0.6 µs, a third of a read of 4 KiB, and every read would
 * pay that for the few that lie completely in a hole. A client that copies a disk asks for the extents first, and then
 * does not read holes.
 */
final class FileDisk implements Disk {
    /**
     * A file system lets one write into a file's cache at a time. With so much under way there is always a next one, and its
     * bytes are still in the processor's cache.
     */
    private static final int CACHE_WINDOW = 1 << 20;

    private final OpenFile file;
    private final CacheMode cacheMode;
    private final long size;
    private final SharedSync sync;
    private final Zeroes zeroes;

    /** @param file is closed with this disk */
    FileDisk(OpenFile file, CacheMode cacheMode, AccessPattern pattern) throws IOException {
        this.file = file;
        this.cacheMode = cacheMode;
        size = file.size();
        sync = new SharedSync(file);
        zeroes = new Zeroes(file);
        if (pattern != AccessPattern.NORMAL) {
            file.advise(0, 0, pattern.advice());
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Features features() {
        OpenFile.Traits traits = file.traits();
        Features features = Features.writable()
                .withFlush()
                .withFua(Support.NATIVE)
                .withTrim(traits.trims())
                .withZero(Support.NATIVE)
                .withFastZero(true)
                .withExtents(traits.tellsHoles() ? Support.NATIVE : Support.EMULATED)
                .withCache(traits.takesAdvice() ? Support.NATIVE : Support.EMULATED)
                .withMultiConn(true)
                .withRotational(traits.rotational())
                .withBlockSizes(blockSizes(traits, file.alignment()))
                .withWriteWindow(file.usesCache() ? CACHE_WINDOW : Long.MAX_VALUE);
        return traits.writable() ? features : features.withoutWrite();
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        long at = offset;
        int length = into.remaining();
        while (into.hasRemaining()) {
            int done = file.read(into, at);
            if (done <= 0) {
                throw shortened("at " + at + ", while " + length + " bytes at " + offset + " were read");
            }
            at += done;
        }
        forget(offset, length);
    }

    /** With {@link CacheMode#NONE} the pages would have to be dropped, which is not for the event loop. */
    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) {
        return cacheMode != CacheMode.NONE && file.tryRead(into, offset);
    }

    /** With {@link CacheMode#NONE} the pages would have to be dropped when the client has received them, which nobody knows. */
    @Override
    public boolean lend(long offset, int length, Loan loan) {
        return cacheMode != CacheMode.NONE && loan.takesFiles() && file.lend(offset, length, loan);
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
        int length = from.remaining();
        file.writeAll(from, offset);
        reachDisk(flags);
        forget(offset, length);
    }

    @Override
    public void flush() throws IOException {
        sync.sync();
        if (cacheMode == CacheMode.NONE) {
            // Data that was not written to storage yet could not be dropped earlier. Now it can.
            file.advise(0, 0, Advice.DONT_NEED);
        }
    }

    /** A trim is advice: a part that cannot be given back stays as it is, and so do partial sectors at both ends. */
    @Override
    public void trim(long offset, long length, RequestFlags flags) throws IOException {
        SectorRange range = SectorRange.within(offset, length, file.traits().sector());
        if (!range.isEmpty()) {
            file.discard(range.start(), range.length());
        }
        reachDisk(flags);
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags) throws IOException {
        zeroes.make(offset, length, flags);
        reachDisk(flags);
    }

    @Override
    public void cache(long offset, long length) throws IOException {
        file.advise(offset, length, Advice.WILL_NEED);
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink) throws IOException {
        long end = offset + length;
        long at = offset;
        boolean wanted = true;
        while (wanted && at < end) {
            long data = nextData(at);
            if (data > at) {
                wanted = sink.add(at, data - at, BlockStatus.HOLE | BlockStatus.ZERO);
                at = data;
            } else {
                // Another process may punch a hole between the two questions: then the first is asked again.
                long hole = Math.min(file.nextHole(at), size);
                wanted = hole <= at || sink.add(at, hole - at, BlockStatus.DATA);
                at = Math.max(at, hole);
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    @Override
    public String toString() {
        return file.path().toString();
    }

    /** Where data begins, at the latest at the end of the disk. A shortened file has no hole after its end. */
    private long nextData(long at) throws IOException {
        long data = file.nextData(at);
        if (data >= 0) {
            return Math.min(data, size);
        }
        long real = file.size();
        if (real < size) {
            throw shortened("at " + real + ", while it was searched for holes");
        }
        return size;
    }

    private void reachDisk(RequestFlags flags) throws IOException {
        if (flags.fua()) {
            sync.sync();
        }
    }

    private void forget(long offset, int length) throws IOException {
        if (cacheMode == CacheMode.NONE && length > 0) {
            file.advise(offset, length, Advice.DONT_NEED);
        }
    }

    private static BlockSizes blockSizes(OpenFile.Traits traits, int minimum) {
        int block = traits.preferredBlock();
        boolean usable = Integer.bitCount(block) == 1
                && block > BlockSizes.ANY.preferred()
                && block <= Limits.DEFAULT_MAX_PAYLOAD;
        int preferred = Math.max(minimum, usable ? block : BlockSizes.ANY.preferred());
        return new BlockSizes(minimum, preferred, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    private DiskException shortened(String where) {
        return new DiskException(
                NbdError.EIO,
                file.path() + ": file was shortened: it had " + size + " bytes when it was opened, and now ends "
                        + where);
    }
}
