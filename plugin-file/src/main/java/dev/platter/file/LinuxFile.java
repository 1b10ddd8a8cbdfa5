package dev.platter.file;

import dev.platter.api.DiskException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A file through Linux' own calls. No call depends on where the descriptor stands: seeking for holes and for the end moves
 * it, but gives its answer by the offset that it was asked for, and everything else says its offset itself.
 */
final class LinuxFile implements OpenFile {
    private static final int O_RDONLY = 0;
    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = 0400;
    private static final int O_CLOEXEC = 02000000;
    private static final int SEEK_END = 2;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int KEEP_SIZE = 1;
    private static final int PUNCH_HOLE = 2;
    private static final int ZERO_RANGE = 16;

    private final Path path;
    private final int fd;
    private final Traits traits;
    private final boolean device;

    private LinuxFile(Path path, int fd, Traits traits, boolean device) {
        this.path = path;
        this.fd = fd;
        this.traits = traits;
        this.device = device;
    }

    /** Opens a file; see {@link Access#open}. */
    static LinuxFile open(Path path, FileKind kind, boolean write) throws IOException {
        int flags = O_CLOEXEC | O_NOCTTY;
        int fd = Libc.open(path, flags | (write ? O_RDWR : O_RDONLY));
        boolean opened = write && fd >= 0;
        if (write && Errno.readOnly(-fd)) {
            fd = Libc.open(path, flags | O_RDONLY);
        }
        if (fd < 0) {
            throw new DiskException(Errno.toNbd(-fd), path + " cannot be opened: " + Libc.message(-fd));
        }
        boolean device = kind == FileKind.BLOCK_DEVICE;
        boolean writable = opened && !(device && BlockDevice.readOnly(fd));
        return new LinuxFile(path, fd, traits(fd, writable, device), device);
    }

    private static Traits traits(int fd, boolean writable, boolean device) {
        boolean tellsHoles = Libc.lseek(fd, 0, SEEK_HOLE) != -Errno.EINVAL;
        return device
                ? new Traits(
                        writable,
                        true,
                        tellsHoles,
                        true,
                        BlockDevice.sector(fd),
                        BlockDevice.preferredBlock(fd),
                        BlockDevice.rotational(fd))
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
    public long size() throws IOException {
        return checked(Libc.lseek(fd, 0, SEEK_END), "cannot be measured");
    }

    @Override
    public int read(ByteBuffer into, long offset) throws IOException {
        int length = into.remaining();
        if (into.isDirect()) {
            return moved(into, Libc.pread(fd, MemorySegment.ofBuffer(into), offset), "read", length, offset);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(length);
            long done = Libc.pread(fd, copy, offset);
            if (done > 0) {
                MemorySegment.copy(copy, 0, MemorySegment.ofBuffer(into), 0, done);
            }
            return moved(into, done, "read", length, offset);
        }
    }

    @Override
    public int write(ByteBuffer from, long offset) throws IOException {
        int length = from.remaining();
        if (from.isDirect()) {
            return moved(from, Libc.pwrite(fd, MemorySegment.ofBuffer(from), offset), "written", length, offset);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(length).copyFrom(MemorySegment.ofBuffer(from));
            return moved(from, Libc.pwrite(fd, copy, offset), "written", length, offset);
        }
    }

    @Override
    public void sync() throws IOException {
        checked(Libc.fdatasync(fd), "cannot be flushed");
    }

    @Override
    public boolean discard(long offset, long length) throws IOException {
        return device
                ? could(BlockDevice.discard(fd, offset, length), "trimmed", offset, length)
                : allocate(PUNCH_HOLE, "trimmed", offset, length);
    }

    @Override
    public boolean punchHole(long offset, long length) throws IOException {
        return allocate(PUNCH_HOLE, "zeroed", offset, length);
    }

    /**
     * Where a file system has no call for it, a hole is punched and filled again. A device is another matter: the kernel
     * writes the zeroes itself if the device cannot make them, without telling, so what must be quick is left alone.
     */
    @Override
    public boolean allocateZeroes(long offset, long length, boolean quickly) throws IOException {
        if (device) {
            return !quickly && could(BlockDevice.zero(fd, offset, length), "zeroed", offset, length);
        }
        return allocate(ZERO_RANGE, "zeroed", offset, length)
                || (allocate(PUNCH_HOLE, "zeroed", offset, length) && allocate(0, "zeroed", offset, length));
    }

    @Override
    public long nextData(long offset) throws IOException {
        return seek(offset, SEEK_DATA);
    }

    @Override
    public long nextHole(long offset) throws IOException {
        return seek(offset, SEEK_HOLE);
    }

    @Override
    public void advise(long offset, long length, Advice advice) throws IOException {
        int value = switch (advice) {
            case NORMAL -> 0;
            case RANDOM -> 1;
            case SEQUENTIAL -> 2;
            case WILL_NEED -> 3;
            case DONT_NEED -> 4;
        };
        checked(Libc.fadvise(fd, offset, length, value), "takes no advice about " + length + " bytes at " + offset);
    }

    @Override
    public void close() throws IOException {
        checked(Libc.close(fd), "cannot be closed");
    }

    private boolean allocate(int mode, String verb, long offset, long length) throws IOException {
        return could(Libc.fallocate(fd, mode | KEEP_SIZE, offset, length), verb, offset, length);
    }

    private boolean could(int result, String verb, long offset, long length) throws IOException {
        if (result < 0 && Errno.unsupported(-result)) {
            return false;
        }
        checked(result, "cannot be " + verb + ", " + length + " bytes at " + offset);
        return true;
    }

    private long seek(long offset, int whence) throws IOException {
        long found = Libc.lseek(fd, offset, whence);
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
        return new DiskException(Errno.toNbd(errno), path + " " + what + ": " + Libc.message(errno));
    }
}
