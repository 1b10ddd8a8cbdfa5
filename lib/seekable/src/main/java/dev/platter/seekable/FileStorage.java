// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A compressed file in the file system. */
public final class FileStorage implements Storage {
    private final FileChannel channel;

    /** Names the file in messages. */
    private final Path path;

    private FileStorage(FileChannel channel, Path path) {
        this.channel = channel;
        this.path = path;
    }

    /**
     * Opens a file.
     *
     * @param path an existing file
     * @param write whether it will be written to
     * @return the file, which the caller closes
     * @throws IOException if it cannot be opened
     */
    public static FileStorage open(Path path, boolean write) throws IOException {
        return new FileStorage(
                write
                        ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)
                        : FileChannel.open(path, StandardOpenOption.READ),
                path);
    }

    /**
     * Uses an open channel.
     *
     * @param channel is closed with the storage
     * @param path names the file in messages
     * @return the storage
     */
    static FileStorage over(FileChannel channel, Path path) {
        return new FileStorage(channel, path);
    }

    /**
     * Keeps other processes from writing, until the storage is closed.
     *
     * @throws ImageInUseException if another one does
     */
    void lock() throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw inUse();
        }
        throw inUse();
    }

    private ImageInUseException inUse() {
        return new ImageInUseException("another process writes to " + path
                + ": wait until it has ended, or give each writer a copy of the file");
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public void read(ByteBuffer into, long position) throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int done = channel.read(into, at);
            if (done < 0) {
                throw new EOFException("the file ends at " + channel.size() + ", while " + into.remaining()
                        + " bytes at " + at + " were to be read");
            }
            at += done;
        }
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
        long at = position;
        while (from.hasRemaining()) {
            try {
                at += channel.write(from, at);
            } catch (IOException e) {
                throw cannotBeWritten(", " + from.remaining() + " bytes at " + at, e);
            }
        }
    }

    @Override
    public void sync() throws IOException {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw cannotBeWritten("", e);
        }
    }

    /** The system's own message, such as that the disk is full, does not name the file. */
    private IOException cannotBeWritten(String what, IOException e) {
        return new IOException(path + " cannot be written" + what + ": " + e.getMessage(), e);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
