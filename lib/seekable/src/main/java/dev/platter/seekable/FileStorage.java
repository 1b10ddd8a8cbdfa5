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

    private FileStorage(FileChannel channel) {
        this.channel = channel;
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
                        : FileChannel.open(path, StandardOpenOption.READ));
    }

    /**
     * Uses an open channel.
     *
     * @param channel is closed with the storage
     * @return the storage
     */
    static FileStorage over(FileChannel channel) {
        return new FileStorage(channel);
    }

    /**
     * Keeps other processes from writing, until the storage is closed.
     *
     * @param path names the file in the message
     * @throws ImageInUseException if another one does
     */
    void lock(Path path) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(path);
        }
        throw inUse(path);
    }

    private static ImageInUseException inUse(Path path) {
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
            at += channel.write(from, at);
        }
    }

    @Override
    public void sync() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
