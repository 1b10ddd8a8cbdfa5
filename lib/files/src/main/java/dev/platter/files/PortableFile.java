// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import dev.platter.libc.Advice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * A file accessed through Java's channel, which knows neither holes nor advice.
 *
 * <p>It is the asynchronous channel, and each call waits for its transfer. The usual channel closes itself for all
 * threads when a thread is interrupted in it: a request would fail with ClosedChannelException because another one was
 * interrupted, and opening the file again could find another file under its name. The price is a change of threads for
 * each transfer. A thread that is interrupted while it waits goes on waiting, as in a call of the system, and is
 * interrupted again afterwards.
 */
final class PortableFile implements OpenFile {
    private final Path path;
    private final AsynchronousFileChannel channel;
    private final Traits traits;

    private PortableFile(Path path, AsynchronousFileChannel channel, boolean writable) {
        this.path = path;
        this.channel = channel;
        traits = new Traits(writable, false, false, false, 1, 0, false);
    }

    /** Opens a file; see {@link Access#open}. */
    static PortableFile open(Path path, boolean write) throws IOException {
        if (write) {
            try {
                AsynchronousFileChannel channel =
                        AsynchronousFileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
                return new PortableFile(path, channel, true);
            } catch (NoSuchFileException e) {
                throw failure(path, "cannot be opened", e);
            } catch (FileSystemException e) {
                return reading(path);
            }
        }
        return reading(path);
    }

    private static PortableFile reading(Path path) throws IOException {
        try {
            return new PortableFile(path, AsynchronousFileChannel.open(path, StandardOpenOption.READ), false);
        } catch (IOException e) {
            throw failure(path, "cannot be opened", e);
        }
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
        try {
            return channel.size();
        } catch (IOException e) {
            throw failure(path, "cannot be measured", e);
        }
    }

    @Override
    public int read(ByteBuffer into, long offset) throws IOException {
        int length = into.remaining();
        try {
            return ended(channel.read(into, offset));
        } catch (IOException e) {
            throw failure(path, "cannot be read, " + length + " bytes at " + offset, e);
        }
    }

    @Override
    public int write(ByteBuffer from, long offset) throws IOException {
        int length = from.remaining();
        try {
            return ended(channel.write(from, offset));
        } catch (IOException e) {
            throw failure(path, "cannot be written, " + length + " bytes at " + offset, e);
        }
    }

    /** On macOS, Java asks the drive to empty its own cache as well (F_FULLFSYNC); elsewhere the system does that. */
    @Override
    public void sync() throws IOException {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw failure(path, "cannot be flushed", e);
        }
    }

    @Override
    public boolean discard(long offset, long length) {
        return false;
    }

    @Override
    public boolean punchHole(long offset, long length) {
        return false;
    }

    @Override
    public boolean allocateZeroes(long offset, long length, boolean quickly) {
        return false;
    }

    @Override
    public long nextData(long offset) throws IOException {
        return offset < size() ? offset : -1;
    }

    @Override
    public long nextHole(long offset) throws IOException {
        return offset < size() ? size() : -1;
    }

    @Override
    public void advise(long offset, long length, Advice advice) {}

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static int ended(Future<Integer> transfer) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return transfer.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The server recognizes a full storage by the message, so the system's words stay in it. */
    private static IOException failure(Path path, String what, IOException e) {
        String reason = e instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : e instanceof FileSystemException || e.getMessage() == null
                        ? e.getClass().getSimpleName()
                        : e.getMessage();
        return new IOException(path + " " + what + ": " + reason, e);
    }
}
