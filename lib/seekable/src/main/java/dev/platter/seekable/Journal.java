// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

/**
 * What is about to be written to an image, in a file beside it. It is durable before the first byte of the image
 * changes, so after a crash the changes are made again from here; made twice, they are the same.
 *
 * <pre>
 *   "PLATTERJ"   length of the rest   CRC-32 of the rest   then for each change: position, length, bytes
 *    8 bytes      8                    8                                          8         4
 * </pre>
 *
 * <p>A journal that is incomplete was torn by a crash before the image was touched, and is left out.
 */
public final class Journal {
    private static final long MAGIC = 0x504c41545445524aL;
    private static final int HEAD = 24;
    private static final int PER_CHANGE = 12;
    private static final long LONGEST = Integer.MAX_VALUE - 4096L;

    private final Path path;
    private final UnaryOperator<Storage> access;

    /**
     * Names the journal of an image.
     *
     * @param image the compressed file
     */
    public Journal(Path image) {
        this(image, file -> file);
    }

    /** @param access through which it is written */
    Journal(Path image, UnaryOperator<Storage> access) {
        this.access = access;
        path = image.resolveSibling(image.getFileName() + ".platter-journal");
    }

    /** {@return where it is, whether or not it exists} */
    public Path path() {
        return path;
    }

    /** {@return whether there is a file, complete or not} */
    public boolean exists() {
        return Files.exists(path);
    }

    /**
     * Writes the journal.
     *
     * @param changes what will be written to the image
     * @throws IOException if it is not durable; nothing of the image has changed yet
     */
    public void write(List<Change> changes) throws IOException {
        long length = changes.stream()
                .mapToLong(change -> PER_CHANGE + change.bytes().remaining())
                .sum();
        if (length > LONGEST) {
            throw new IOException("a change of " + length + " bytes is too long for one journal, which can have "
                    + LONGEST + ": change the image in several steps");
        }
        try {
            writeAll(changes, length);
        } catch (IOException e) {
            discard(e);
            throw e;
        }
    }

    private void writeAll(List<Change> changes, long length) throws IOException {
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        try (Storage file = access.apply(FileStorage.over(channel, path))) {
            CRC32 crc = new CRC32();
            long at = HEAD;
            for (Change change : changes) {
                ByteBuffer head = ByteBuffer.allocate(PER_CHANGE)
                        .putLong(change.position())
                        .putInt(change.bytes().remaining())
                        .flip();
                for (ByteBuffer bytes : List.of(head, change.bytes())) {
                    crc.update(bytes.duplicate());
                    file.write(bytes.duplicate(), at);
                    at += bytes.remaining();
                }
            }
            ByteBuffer head =
                    ByteBuffer.allocate(HEAD).putLong(MAGIC).putLong(length).putLong(crc.getValue());
            file.write(head.flip(), 0);
            file.sync();
        }
        Folders.sync(path);
    }

    /** A part of a journal is of no use, and takes room where the disk may be full. */
    private void discard(IOException reason) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /**
     * Reads the journal.
     *
     * @return the changes; empty if there is no complete journal
     * @throws IOException if it cannot be read
     */
    public List<Change> read() throws IOException {
        if (!exists()) {
            return List.of();
        }
        ByteBuffer bytes;
        try (FileChannel channel = FileChannel.open(path)) {
            bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(channel.size(), LONGEST + HEAD));
        }
        if (bytes.remaining() < HEAD
                || bytes.getLong(0) != MAGIC
                || bytes.getLong(8) != bytes.remaining() - HEAD
                || bytes.getLong(16) != crc(bytes.slice(HEAD, bytes.remaining() - HEAD))) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>();
        bytes.position(HEAD);
        while (bytes.hasRemaining()) {
            long position = bytes.getLong();
            int length = bytes.getInt();
            changes.add(new Change(position, bytes.slice(bytes.position(), length)));
            bytes.position(bytes.position() + length);
        }
        return changes;
    }

    /**
     * Removes the journal, durably.
     *
     * @throws IOException if it is still there, or may be after a crash
     */
    public void delete() throws IOException {
        if (Files.deleteIfExists(path)) {
            Folders.sync(path);
        }
    }

    private static long crc(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
