package dev.platter.file;

import dev.platter.api.DiskException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A file through Linux' own calls. */
final class LinuxFile implements OpenFile {
    private static final int O_RDONLY = 0;
    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 02000000;
    private static final int SEEK_END = 2;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int KEEP_SIZE = 1;
    private static final int PUNCH_HOLE = 2;
    private static final int ZERO_RANGE = 16;
    private static final int POSIX_FADV_WILLNEED = 3;
    private static final int POSIX_FADV_DONTNEED = 4;

    private final Libc libc;
    private final Path path;
    private final int fd;
    private final boolean writable;
    private final boolean device;

    private LinuxFile(Libc libc, Path path, int fd, boolean writable, boolean device) {
        this.libc = libc;
        this.path = path;
        this.fd = fd;
        this.writable = writable;
        this.device = device;
    }

    /**
     * Opens a file.
     *
     * @param write whether it will be written to; if the file does not allow that, it is opened for reading all the same
     * @param device whether it is a block device
     */
    static LinuxFile open(Libc libc, Path path, boolean write, boolean device) throws IOException {
        int fd = libc.open(path.toString(), O_CLOEXEC | (write ? O_RDWR : O_RDONLY));
        boolean writable = write && fd >= 0;
        if (write && Errno.readOnly(-fd)) {
            fd = libc.open(path.toString(), O_CLOEXEC | O_RDONLY);
        }
        if (fd < 0) {
            throw new DiskException(Errno.toNbd(-fd), path + " cannot be opened: " + libc.message(-fd));
        }
        return new LinuxFile(libc, path, fd, writable, device);
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public long size() throws IOException {
        return checked(libc.lseek(fd, 0, SEEK_END), "cannot be measured");
    }

    @Override
    public int read(ByteBuffer into, long offset) throws IOException {
        int length = into.remaining();
        if (into.isDirect()) {
            return moved(into, libc.pread(fd, MemorySegment.ofBuffer(into), offset), "read", length, offset);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(length);
            long done = libc.pread(fd, copy, offset);
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
            return moved(from, libc.pwrite(fd, MemorySegment.ofBuffer(from), offset), "written", length, offset);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(length).copyFrom(MemorySegment.ofBuffer(from));
            return moved(from, libc.pwrite(fd, copy, offset), "written", length, offset);
        }
    }

    @Override
    public void sync() throws IOException {
        checked(libc.fdatasync(fd), "cannot be flushed");
    }

    @Override
    public boolean punchesHoles() {
        return true;
    }

    @Override
    public boolean punchHole(long offset, long length) throws IOException {
        return allocate(PUNCH_HOLE, offset, length);
    }

    /**
     * Where the file system has no call for it, a hole is punched and filled again. On a device the kernel may carry
     * the zeroes out itself, without telling: what must be quick is left alone there.
     */
    @Override
    public boolean allocateZeroes(long offset, long length, boolean quickly) throws IOException {
        if (device && quickly) {
            return false;
        }
        return allocate(ZERO_RANGE, offset, length)
                || (!device && allocate(PUNCH_HOLE, offset, length) && allocate(0, offset, length));
    }

    @Override
    public boolean knowsHoles() throws IOException {
        return libc.lseek(fd, 0, SEEK_HOLE) != -Errno.EINVAL;
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
    public boolean takesAdvice() {
        return true;
    }

    @Override
    public void advise(long offset, long length, Advice advice) throws IOException {
        int value = advice == Advice.WILL_NEED ? POSIX_FADV_WILLNEED : POSIX_FADV_DONTNEED;
        checked(libc.fadvise(fd, offset, length, value), "takes no advice about " + length + " bytes at " + offset);
    }

    @Override
    public void close() throws IOException {
        checked(libc.close(fd), "cannot be closed");
    }

    private boolean allocate(int mode, long offset, long length) throws IOException {
        int result = libc.fallocate(fd, mode | KEEP_SIZE, offset, length);
        if (result < 0 && Errno.unsupported(-result)) {
            return false;
        }
        checked(result, "cannot be zeroed or trimmed for " + length + " bytes at " + offset);
        return true;
    }

    private long seek(long offset, int whence) throws IOException {
        long found = libc.lseek(fd, offset, whence);
        return found == -Errno.ENXIO ? -1 : checked(found, "cannot be searched for holes at " + offset);
    }

    private int moved(ByteBuffer buffer, long done, String verb, int length, long offset) throws IOException {
        checked(done, "cannot be " + verb + ", " + length + " bytes at " + offset);
        buffer.position(buffer.position() + (int) done);
        return (int) done;
    }

    private long checked(long result, String what) throws IOException {
        if (result < 0) {
            int errno = (int) -result;
            throw new DiskException(Errno.toNbd(errno), path + " " + what + ": " + libc.message(errno));
        }
        return result;
    }
}
