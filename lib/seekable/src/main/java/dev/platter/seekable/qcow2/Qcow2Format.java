// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.qcow2;

import dev.platter.seekable.FileStorage;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.ReadableFormat;
import dev.platter.seekable.SeekableImage;
import dev.platter.seekable.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The format qcow2, which is only read. Backing files are those that the caller names: whoever has made an image could name any file of
 * this machine in it.
 */
public final class Qcow2Format implements ReadableFormat {
    private final List<Path> backing;

    /**
     * The format, for images with certain backing files.
     *
     * @param backing the backing file of the image, the one of that, and so on; may be empty
     */
    public Qcow2Format(List<Path> backing) {
        this.backing = List.copyOf(backing);
    }

    @Override
    public String name() {
        return "qcow2";
    }

    @Override
    public String description() {
        return "a qcow2 image";
    }

    @Override
    public boolean recognises(ByteBuffer head) {
        return head.remaining() >= Integer.BYTES && head.slice().getInt() == Header.MAGIC;
    }

    @Override
    public SeekableImage open(Storage file, OpenMode mode) throws IOException {
        return open(file, backing, () -> {});
    }

    private static SeekableImage open(Storage file, List<Path> files, Closeable owned) throws IOException {
        Header header = Header.read(file);
        if (header.dirty()) {
            System.getLogger(Qcow2Format.class.getName())
                    .log(
                            Level.WARNING,
                            "the qcow2 image is marked as dirty: another program writes to it, or did not end"
                                    + " properly; it is read as it is");
        }
        if (header.backing().isEmpty()) {
            requireNone(files);
            return new Qcow2Image(header, file, Optional.empty(), owned);
        }
        SeekableImage behind = backing(header.backing().get(), files);
        try {
            return new Qcow2Image(header, file, Optional.of(behind), owned);
        } catch (IOException | RuntimeException e) {
            behind.close();
            throw e;
        }
    }

    private static void requireNone(List<Path> files) throws IOException {
        if (!files.isEmpty()) {
            throw new IOException("the last image of the chain has no backing file, and " + files.getFirst()
                    + " was given as one with qcow2dec-backing");
        }
    }

    private static SeekableImage backing(Header.Backing backing, List<Path> files) throws IOException {
        if (files.isEmpty()) {
            throw new IOException("the qcow2 image has a backing file, '" + backing.name()
                    + "', and is incomplete without it: give its path with qcow2dec-backing");
        }
        Path path = files.getFirst();
        String format = backing.format()
                .orElseThrow(() -> new IOException("the qcow2 image does not say which format its backing file has,"
                        + " and to guess it is not safe: write it down with"
                        + " 'qemu-img rebase -u -F FORMAT"
                        + " -b " + backing.name() + "'"));
        FileStorage file = FileStorage.open(path, false);
        try {
            return switch (format) {
                case "raw" -> {
                    requireNone(files.subList(1, files.size()));
                    yield new RawImage(file);
                }
                case "qcow2" -> open(file, files.subList(1, files.size()), file);
                default ->
                    throw new IOException("the backing file of the qcow2 image has the format " + format
                            + ", and only raw and qcow2 are understood");
            };
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }
}
