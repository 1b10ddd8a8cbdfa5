// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A compressed image in the file system, with the journal beside it. Opening it for a change, or for reading where that
 * is possible, finishes first what a crash has interrupted.
 */
public final class ImageFile implements Closeable {
    private static final int HEAD = 64;

    private final Storage file;
    private final Journal journal;
    private final String format;
    private final SeekableImage image;

    private ImageFile(Storage file, Journal journal, String format, SeekableImage image) {
        this.file = file;
        this.journal = journal;
        this.format = format;
        this.image = image;
    }

    /**
     * Opens an image.
     *
     * @param path the compressed file
     * @param formats those that it may have
     * @param mode {@link OpenMode#READ} or {@link OpenMode#JOURNALED}
     * @return the image, which the caller closes
     * @throws ImageInUseException if another process writes to it
     * @throws IOException if it has none of the formats or cannot be read
     */
    public static ImageFile open(Path path, List<ImageFormat> formats, OpenMode mode) throws IOException {
        return open(path, formats, mode, file -> file);
    }

    /** @param access through which image and journal are written, so that a test can stop it anywhere */
    static ImageFile open(Path path, List<ImageFormat> formats, OpenMode mode, UnaryOperator<Storage> access)
            throws IOException {
        Journal journal = new Journal(path, access);
        if (mode == OpenMode.READ && journal.exists()) {
            if (!Files.isWritable(path)) {
                throw new IOException("a change of " + path + " was interrupted, and " + journal.path()
                        + " has the rest of it: open the image once as a user who may write to it");
            }
            open(path, formats, OpenMode.JOURNALED).close();
        }
        FileStorage locked = FileStorage.open(path, mode != OpenMode.READ);
        Storage file = access.apply(locked);
        try {
            if (mode != OpenMode.READ) {
                locked.lock();
                replay(journal, file);
            }
            ImageFormat format = format(path, file, formats);
            return new ImageFile(file, journal, format.name(), format.open(file, mode, IndexCache.of(path)));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static void replay(Journal journal, Storage file) throws IOException {
        for (Change change : journal.read()) {
            file.write(change.bytes().duplicate(), change.position());
        }
        if (journal.exists()) {
            file.sync();
            journal.delete();
        }
    }

    private static ImageFormat format(Path path, Storage file, List<ImageFormat> formats) throws IOException {
        ByteBuffer head = ByteBuffer.allocate((int) Math.min(HEAD, file.size()));
        try {
            file.read(head, 0);
        } catch (EOFException e) {
            throw new IOException(path + " became shorter while it was opened", e);
        }
        head.flip();
        for (ImageFormat format : formats) {
            if (format.recognises(head.duplicate())) {
                return format;
            }
        }
        throw new IOException(path + " is not compressed in a known format: the formats are "
                + formats.stream().map(ImageFormat::name).collect(Collectors.joining(", ")));
    }

    /** {@return the name of its format} */
    public String format() {
        return format;
    }

    /** {@return the image, closed with this} */
    public SeekableImage image() {
        return image;
    }

    /**
     * Changes bytes of a kept region, as a whole or not at all, and durably, with the checksum.
     *
     * @param from the new bytes; its position does not matter afterwards
     * @param offset of the first one, in the image
     * @throws NotKeptException if the bytes are not all in one kept region
     * @throws IOException if that fails; the next open makes the change, or nothing has changed
     */
    public void change(ByteBuffer from, long offset) throws IOException {
        List<Change> changes = image.plan(from, offset);
        journal.write(changes);
        for (Change change : changes) {
            file.write(change.bytes().duplicate(), change.position());
        }
        file.sync();
        journal.delete();
    }

    @Override
    public void close() throws IOException {
        try (file) {
            image.close();
        }
    }
}
