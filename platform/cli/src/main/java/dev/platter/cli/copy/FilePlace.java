// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.api.Completion;
import dev.platter.libc.Allocation;
import dev.platter.libc.BlockDevice;
import dev.platter.libc.Descriptors;
import dev.platter.libc.Errno;
import dev.platter.libc.Linux;
import dev.platter.libc.Portable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file or block device. All calls end before they return. Java does not know holes: the C library does where it can be used;
 * elsewhere all is data, and zeroes are written.
 */
final class FilePlace implements Place {
    private static final int LONGEST = 32 << 20;
    private static final int BLANK = 1 << 20;
    private static final int NONE = -1;

    private final Path path;
    private final RandomAccessFile file;
    private final FileChannel channel;
    private final boolean device;
    private final boolean fresh;

    /** The same file again for the C library, or {@link #NONE}. */
    private final int descriptor;

    private final ByteBuffer blank = ByteBuffer.allocateDirect(BLANK);

    private FilePlace(Path path, RandomAccessFile file, boolean write, boolean device, boolean fresh) {
        this.path = path;
        this.file = file;
        this.device = device;
        this.fresh = fresh;
        channel = file.getChannel();
        int opened = Linux.isHere() && !Portable.isWanted() ? Descriptors.open(path, write) : NONE;
        descriptor = Math.max(opened, NONE);
    }

    /** Opens a file to read it. */
    static FilePlace source(Path path) throws IOException {
        return new FilePlace(path, open(path, "r"), false, false, false);
    }

    /**
     * Opens a file to write it, which is made if it is not there.
     *
     * @param device whether it is a block device, which has its size
     * @param keeps whether what it has is of use; otherwise a file is emptied
     */
    static FilePlace destination(Path path, boolean device, boolean keeps) throws IOException {
        RandomAccessFile file = open(path, "rw");
        boolean fresh = !device && !keeps;
        if (fresh) {
            file.setLength(0);
        }
        return new FilePlace(path, file, true, device, fresh || (!device && file.length() == 0));
    }

    private static RandomAccessFile open(Path path, String mode) throws IOException {
        try {
            return new RandomAccessFile(path.toFile(), mode);
        } catch (FileNotFoundException e) {
            // Its message is the name, with the reason in brackets.
            throw new IOException("cannot open " + e.getMessage(), e);
        }
    }

    /** Gives a file its size. */
    void resize(long size) throws IOException {
        if (!device && file.length() != size) {
            file.setLength(size);
        }
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public long size() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int alignment() {
        return 1;
    }

    @Override
    public int preferred() {
        return 1;
    }

    @Override
    public long room() {
        return device ? size() : Long.MAX_VALUE;
    }

    @Override
    public int longest() {
        return LONGEST;
    }

    @Override
    public int mostConnections() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void connect(int count) {}

    @Override
    public Layout layout() {
        return descriptor == NONE ? Layout.unknown() : new FileLayout(descriptor);
    }

    @Override
    public void read(long offset, ByteBuffer into, Completion done) {
        ByteBuffer left = into.duplicate();
        try {
            while (left.hasRemaining()) {
                if (channel.read(left, offset + left.position() - into.position()) < 0) {
                    throw new EOFException("it has become shorter while it was read");
                }
            }
        } catch (IOException e) {
            done.failed(new IOException("cannot read " + path + ": " + CopyCommand.sentence(e), e));
            return;
        }
        done.succeeded();
    }

    @Override
    public void write(long offset, ByteBuffer from, Completion done) {
        try {
            put(offset, from.duplicate());
        } catch (IOException e) {
            done.failed(cannotWrite(CopyCommand.sentence(e), e));
            return;
        }
        done.succeeded();
    }

    private void put(long offset, ByteBuffer data) throws IOException {
        long at = offset;
        while (data.hasRemaining()) {
            at += channel.write(data, at);
        }
    }

    @Override
    public void zero(long offset, long length, boolean allocated, Completion done) {
        if (descriptor == NONE || !couldZero(offset, length, allocated, done)) {
            writeZeroes(offset, length, done);
        }
    }

    /** Returns false if the system has no call for it; otherwise the zeroes are there, or the failure was told. */
    private boolean couldZero(long offset, long length, boolean allocated, Completion done) {
        int result = allocated ? -Errno.EOPNOTSUPP : Allocation.punchHole(descriptor, offset, length);
        if (isMissing(result)) {
            result =
                    device ? BlockDevice.zero(descriptor, offset, length) : Allocation.zero(descriptor, offset, length);
        }
        if (isMissing(result)) {
            return false;
        }
        if (result < 0) {
            done.failed(cannotWrite(Errno.sentence(-result), null));
        } else {
            done.succeeded();
        }
        return true;
    }

    private static boolean isMissing(int result) {
        return result < 0 && Errno.isUnsupported(-result);
    }

    private void writeZeroes(long offset, long length, Completion done) {
        try {
            for (long at = offset; at < offset + length; at += BLANK) {
                put(at, blank.slice(0, (int) Math.min(BLANK, offset + length - at)));
            }
        } catch (IOException e) {
            done.failed(cannotWrite(CopyCommand.sentence(e), e));
            return;
        }
        done.succeeded();
    }

    private IOException cannotWrite(String why, @Nullable IOException cause) {
        return new IOException("cannot write to " + path + ": " + why, cause);
    }

    @Override
    public boolean startsAsZeroes() {
        return fresh;
    }

    @Override
    public void flush() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        if (descriptor != NONE) {
            Descriptors.close(descriptor);
        }
        file.close();
    }
}
