// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import dev.platter.api.DiskException;
import dev.platter.api.Loan;
import dev.platter.libc.Advice;
import dev.platter.libc.Allocation;
import dev.platter.libc.BlockDevice;
import dev.platter.libc.CachedReads;
import dev.platter.libc.Descriptors;
import dev.platter.libc.DirectAccess;
import dev.platter.libc.Errno;
import dev.platter.libc.PageCache;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** A file accessed through Linux' own calls. */
final class LinuxFile implements OpenFile {
    private static final DirectAccess.Alignment NOT_ALIGNED = new DirectAccess.Alignment(1, 1);

    private final Path path;
    private final int fd;
    private final Traits traits;
    private final boolean device;
    private volatile boolean tellsCached = true;
    private volatile boolean readsCached = true;
    private DirectAccess.Alignment alignment = NOT_ALIGNED;
    private FileLocks.Lease lease = FileLocks.Lease.NONE;

    private LinuxFile(Path path, int fd, Traits traits, boolean device) {
        this.path = path;
        this.fd = fd;
        this.traits = traits;
        this.device = device;
    }

    /** Opens a file; see {@link Access#open}. */
    static LinuxFile open(Path path, FileKind kind, boolean write) throws IOException {
        int fd = Descriptors.open(path, write);
        boolean opened = write && fd >= 0;
        if (write && Errno.isReadOnly(-fd)) {
            fd = Descriptors.open(path, false);
        }
        if (fd < 0) {
            throw new DiskException(Errno.toNbd(-fd), path + " cannot be opened: " + Errno.sentence(-fd));
        }
        return of(fd, path, kind, opened);
    }

    /** Opens a file by a descriptor; see {@link Access#take}. */
    static LinuxFile take(int descriptor, Path path, FileKind kind, boolean write) throws IOException {
        int fd = Descriptors.duplicate(descriptor);
        if (fd < 0) {
            throw new DiskException(Errno.toNbd(-fd), path + " cannot be opened again: " + Errno.sentence(-fd));
        }
        return of(fd, path, kind, write);
    }

    private static LinuxFile of(int fd, Path path, FileKind kind, boolean opened) {
        boolean device = kind == FileKind.BLOCK_DEVICE;
        boolean writable = opened && !(device && BlockDevice.isReadOnly(fd));
        return new LinuxFile(path, fd, traits(fd, writable, device), device);
    }

    private static Traits traits(int fd, boolean writable, boolean device) {
        boolean tellsHoles = Descriptors.nextHole(fd, 0) != -Errno.EINVAL;
        return device
                ? new Traits(
                        writable,
                        true,
                        tellsHoles,
                        true,
                        BlockDevice.sector(fd),
                        BlockDevice.preferredBlock(fd),
                        BlockDevice.isRotational(fd))
                : new Traits(writable, true, tellsHoles, true, 1, 0, false);
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Traits traits() {
        return traits;
    }

    @Override
    public void lock(FileLocks locks) throws IOException {
        lease = locks.take(path, fd, traits.writable());
    }

    @Override
    public long size() throws IOException {
        return checked(Descriptors.size(fd), "cannot be measured");
    }

    @Override
    public void bypassCache() throws IOException {
        if (DirectAccess.begin(fd) < 0) {
            throw new IOException(path + " cannot be accessed past the system's cache, since its file system does not"
                    + " support that: leave direct=true out");
        }
        alignment = DirectAccess.alignment(fd);
        if (size() % alignment.offset() != 0) {
            throw new IOException(path + " has " + size() + " bytes, and past the system's cache only multiples of "
                    + alignment.offset() + " can be read: make it longer, or leave direct=true out");
        }
    }

    @Override
    public Optional<RingFile> forRing() {
        return Optional.of(new RingFile(fd, alignment.memory()));
    }

    @Override
    public int alignment() {
        return alignment.offset();
    }

    @Override
    public int read(ByteBuffer into, long offset) throws IOException {
        int length = into.remaining();
        if (isUsable(into)) {
            return moved(into, Descriptors.read(fd, MemorySegment.ofBuffer(into), offset), "read", length, offset);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(length, alignment.memory());
            long done = Descriptors.read(fd, copy, offset);
            if (done > 0) {
                MemorySegment.copy(copy, 0, MemorySegment.ofBuffer(into), 0, done);
            }
            return moved(into, done, "read", length, offset);
        }
    }

    @Override
    public boolean usesCache() {
        return alignment.offset() == NOT_ALIGNED.offset();
    }

    /** Whether the system takes the memory as it is. */
    private boolean isUsable(ByteBuffer buffer) {
        return buffer.isDirect() && (MemorySegment.ofBuffer(buffer).address() & (alignment.memory() - 1)) == 0;
    }

    /** An error is left to a read that waits. Past the cache every read waits, whatever the system is asked for. */
    @Override
    public boolean tryRead(ByteBuffer into, long offset) {
        if (!readsCached || !usesCache() || !into.isDirect()) {
            return false;
        }
        int length = into.remaining();
        long done = CachedReads.read(fd, MemorySegment.ofBuffer(into), offset);
        if (done == length) {
            into.position(into.limit());
            return true;
        }
        readsCached = done >= 0 || done == -Errno.EAGAIN;
        return false;
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) {
        if (!usesCache()) {
            return false;
        }
        long missing = tellsCached ? PageCache.missing(fd, offset, length) : -1;
        tellsCached = missing >= 0;
        if (missing != 0) {
            return false;
        }
        loan.file(fd, offset, length);
        return true;
    }

    @Override
    public int write(ByteBuffer from, long offset) throws IOException {
        int length = from.remaining();
        if (isUsable(from)) {
            return moved(from, Descriptors.write(fd, MemorySegment.ofBuffer(from), offset), "written", length, offset);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(length, alignment.memory()).copyFrom(MemorySegment.ofBuffer(from));
            return moved(from, Descriptors.write(fd, copy, offset), "written", length, offset);
        }
    }

    @Override
    public void sync() throws IOException {
        checked(Descriptors.sync(fd), "cannot be flushed");
    }

    @Override
    public boolean discard(long offset, long length) throws IOException {
        return device
                ? could(BlockDevice.discard(fd, offset, length), "trimmed", offset, length)
                : could(Allocation.punchHole(fd, offset, length), "trimmed", offset, length);
    }

    @Override
    public boolean punchHole(long offset, long length) throws IOException {
        return could(Allocation.punchHole(fd, offset, length), "zeroed", offset, length);
    }

    /**
     * If a file system has no call for it, a hole is punched and filled again. On a device the kernel silently writes
     * the zeroes itself if the device cannot make them, so a device is not asked for quick zeroes. Past the cache they are
     * written: allocated space that was never written is reported as a hole, unless it is in the cache.
     */
    @Override
    public boolean allocateZeroes(long offset, long length, boolean quickly) throws IOException {
        if (device) {
            return !quickly && could(BlockDevice.zero(fd, offset, length), "zeroed", offset, length);
        }
        if (!usesCache()) {
            return false;
        }
        return could(Allocation.zero(fd, offset, length), "zeroed", offset, length)
                || (could(Allocation.punchHole(fd, offset, length), "zeroed", offset, length)
                        && could(Allocation.fill(fd, offset, length), "zeroed", offset, length));
    }

    @Override
    public long nextData(long offset) throws IOException {
        return found(Descriptors.nextData(fd, offset), offset);
    }

    @Override
    public long nextHole(long offset) throws IOException {
        return found(Descriptors.nextHole(fd, offset), offset);
    }

    @Override
    public void advise(long offset, long length, Advice advice) throws IOException {
        checked(advice.give(fd, offset, length), "refuses advice about " + length + " bytes at " + offset);
    }

    @Override
    public void close() throws IOException {
        try {
            checked(Descriptors.close(fd), "cannot be closed");
        } finally {
            lease.release();
        }
    }

    private boolean could(int result, String verb, long offset, long length) throws IOException {
        if (result < 0 && Errno.isUnsupported(-result)) {
            return false;
        }
        checked(result, "cannot be " + verb + ", " + length + " bytes at " + offset);
        return true;
    }

    private long found(long found, long offset) throws IOException {
        return found == -Errno.ENXIO ? -1 : checked(found, "cannot be searched for holes at " + offset);
    }

    private int moved(ByteBuffer buffer, long done, String verb, int length, long offset) throws IOException {
        if (done < 0) {
            throw failure((int) -done, "cannot be " + verb + ", " + length + " bytes at " + offset);
        }
        buffer.position(buffer.position() + (int) done);
        return (int) done;
    }

    private long checked(long result, String what) throws IOException {
        if (result < 0) {
            throw failure((int) -result, what);
        }
        return result;
    }

    private DiskException failure(int errno, String what) {
        return new DiskException(Errno.toNbd(errno), path + " " + what + ": " + Errno.sentence(errno));
    }
}
