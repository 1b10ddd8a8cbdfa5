// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Lends a file: the first half of a read as a part of it, a hole, and the rest from memory and as a part again. */
@NbdPlugin(name = "lent-file", summary = "lends a file", threadModel = ThreadModel.PARALLEL)
final class LentFilePlugin implements Plugin, AutoCloseable {
    /** The length of the hole in the middle of each read, and of the part in memory behind it. */
    static final int PIECE = 4096;

    private final FileChannel channel;
    private final int descriptor;
    private final long size;
    private int lent;
    private int returned;

    LentFilePlugin(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        descriptor = descriptorOf(file);
        size = channel.size();
    }

    /** Java does not tell the number of a channel's descriptor, but Linux lists them all. */
    private static int descriptorOf(Path file) throws IOException {
        Path real = file.toRealPath();
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path link : open) {
                if (leadsTo(link, real)) {
                    return Integer.parseInt(link.getFileName().toString());
                }
            }
        }
        throw new IOException(file + " is not open");
    }

    /** Another thread may close a descriptor after it was listed. */
    private static boolean leadsTo(Path link, Path file) throws IOException {
        try {
            return Files.readSymbolicLink(link).equals(file);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** What a read is expected to return: the file's bytes, with the hole. */
    byte[] expected(long offset, int length) throws IOException {
        byte[] bytes = read(offset, length);
        Arrays.fill(bytes, length / 2, length / 2 + PIECE, (byte) 0);
        return bytes;
    }

    private byte[] read(long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) > 0) {}
        return bytes.array();
    }

    synchronized int lent() {
        return lent;
    }

    synchronized int returned() {
        return returned;
    }

    /** Waits until a read was lent. */
    synchronized void awaitLoan() throws InterruptedException {
        while (lent == 0) {
            wait();
        }
    }

    /** Waits until reads were lent, and all of them are returned. */
    synchronized void awaitReturn() throws InterruptedException {
        while (lent == 0 || returned < lent) {
            wait();
        }
    }

    private synchronized void begin() {
        lent++;
        notifyAll();
    }

    private synchronized void end() {
        returned++;
        notifyAll();
    }

    void truncate(long length) throws IOException {
        channel.truncate(length);
    }

    @Override
    public Disk open(Client client) {
        return new LentDisk();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private final class LentDisk implements Disk {
        @Override
        public long size() {
            return size;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
            into.put(LentFilePlugin.this.read(offset, into.remaining()));
        }

        @Override
        public boolean lend(long offset, int length, Loan loan) throws IOException {
            if (!loan.takesFiles()) {
                return false;
            }
            begin();
            loan.whenReturned(LentFilePlugin.this::end);
            int half = length / 2;
            loan.file(descriptor, offset, half);
            loan.hole(PIECE);
            loan.memory(ByteBuffer.allocateDirect(PIECE)
                    .put(LentFilePlugin.this.read(offset + half + PIECE, PIECE))
                    .flip());
            loan.file(descriptor, offset + half + 2 * PIECE, length - half - 2 * PIECE);
            return true;
        }
    }
}
