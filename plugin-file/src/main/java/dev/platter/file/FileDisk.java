package dev.platter.file;

import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * One client's view of a file. Each client has its own descriptor; they see each other's writes, and a flush on one
 * covers what all have written, because the system keeps one cache for the file.
 *
 * <p><b>A flush that has failed is final.</b> After an error Linux drops what it could not write and calls the pages
 * clean, so the next fdatasync succeeds although data is lost. Success would then be a lie, and so every later flush of
 * this disk fails.
 *
 * <p><b>The size is that of the moment of opening.</b> If somebody makes the file shorter meanwhile, what is missing is
 * an error, not zeroes: a copy must not pass for complete.
 */
final class FileDisk implements Disk {
    private static final ByteBuffer ZEROES =
            ByteBuffer.allocateDirect(256 * 1024).asReadOnlyBuffer();

    private final Path path;
    private final OpenFile file;
    private final CacheMode cacheMode;
    private final long size;
    private volatile boolean lost;

    FileDisk(Path path, OpenFile file, CacheMode cacheMode) throws IOException {
        this.path = path;
        this.file = file;
        this.cacheMode = cacheMode;
        size = file.size();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Features features() throws IOException {
        Features features = Features.writable()
                .withFlush()
                .withFua(Support.NATIVE)
                .withTrim(file.punchesHoles())
                .withZero(Support.NATIVE)
                .withFastZero(true)
                .withExtents(file.knowsHoles() ? Support.NATIVE : Support.EMULATED)
                .withCache(file.takesAdvice() ? Support.NATIVE : Support.EMULATED)
                .withMultiConn(true);
        return file.writable() ? features : features.withoutWrite();
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

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
        int length = from.remaining();
        writeAll(from, offset);
        reachDisk(flags);
        forget(offset, length);
    }

    @Override
    public void flush() throws IOException {
        sync();
        if (cacheMode == CacheMode.NONE) {
            // What was still to be written when its turn came could not be dropped then. Now it can.
            file.advise(0, 0, OpenFile.Advice.DONT_NEED);
        }
    }

    /** A trim is advice: where no hole can be punched, everything stays as it is. */
    @Override
    public void trim(long offset, long length, RequestFlags flags) throws IOException {
        file.punchHole(offset, length);
        reachDisk(flags);
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags) throws IOException {
        boolean done = !flags.noHole() && file.punchHole(offset, length);
        if (!done && !file.allocateZeroes(offset, length, flags.fastZero())) {
            if (flags.fastZero()) {
                throw new DiskException(
                        NbdError.ENOTSUP,
                        path + " cannot be zeroed faster than by writing, " + length + " bytes at " + offset);
            }
            writeZeroes(offset, length);
        }
        reachDisk(flags);
    }

    @Override
    public void cache(long offset, long length) throws IOException {
        file.advise(offset, length, OpenFile.Advice.WILL_NEED);
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
                // Somebody may punch a hole just here between the two questions: then the first is asked again.
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
        return path.toString();
    }

    /** Where data begins, at the latest at the end of the disk. Behind the end of a shortened file there is no hole. */
    private long nextData(long at) throws IOException {
        long data = file.nextData(at);
        if (data >= 0) {
            return Math.min(data, size);
        }
        long real = file.size();
        if (real < size) {
            throw shortened("at " + real + ", while its holes were looked for");
        }
        return size;
    }

    private void writeAll(ByteBuffer from, long offset) throws IOException {
        long at = offset;
        while (from.hasRemaining()) {
            int done = file.write(from, at);
            if (done <= 0) {
                throw new DiskException(
                        NbdError.EIO, path + " takes no more bytes at " + at + ", and gives no reason for it");
            }
            at += done;
        }
    }

    private void writeZeroes(long offset, long length) throws IOException {
        long end = offset + length;
        for (long at = offset; at < end; ) {
            int piece = (int) Math.min(ZEROES.capacity(), end - at);
            writeAll(ZEROES.duplicate().limit(piece), at);
            at += piece;
        }
    }

    private void reachDisk(RequestFlags flags) throws IOException {
        if (flags.fua()) {
            sync();
        }
    }

    private void sync() throws IOException {
        if (lost) {
            throw new DiskException(
                    NbdError.EIO,
                    path + " could not be flushed before, so writes may be lost: connect again and check the data");
        }
        try {
            file.sync();
        } catch (IOException e) {
            lost = true;
            throw e;
        }
    }

    private void forget(long offset, int length) throws IOException {
        if (cacheMode == CacheMode.NONE && length > 0) {
            file.advise(offset, length, OpenFile.Advice.DONT_NEED);
        }
    }

    private DiskException shortened(String where) {
        return new DiskException(
                NbdError.EIO,
                path + ": file was shortened: it had " + size + " bytes when it was opened, and now ends " + where);
    }
}
