// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.disk;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Opener;
import dev.platter.seekable.DiskStorage;
import dev.platter.seekable.IndexCache;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.PartCache;
import dev.platter.seekable.ReadableFormat;
import dev.platter.seekable.SeekableImage;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The image behind one instance of a filter. All its clients have it in common, because what was found out about the
 * file costs much, and because a checksum that two computed would be wrong. It is opened with the first client and stays
 * open until the instance stops; what is read for a client is read from a disk that was opened for that client. The mark of a writer stays in the file only while somebody has the disk open.
 */
final class SharedImage {
    private static final int HEAD = 64;

    private final ReadableFormat format;
    private final long cacheSize;
    private final IndexCache index;
    private Optional<Opened> opened = Optional.empty();
    private int clients;

    private record Opened(Disk behind, ClientStorage file, SeekableImage image, PartCache cache, boolean writable) {}

    /**
     * Opens nothing yet.
     *
     * @param format of the image
     * @param cacheSize how many bytes of what was unpacked to keep
     * @param index where to keep what is found out by reading the whole file
     */
    SharedImage(ReadableFormat format, long cacheSize, IndexCache index) {
        this.format = format;
        this.cacheSize = cacheSize;
        this.index = index;
    }

    /**
     * Opens the disk for a client.
     *
     * @param next what stands behind the filter
     * @param context the server
     * @param client who opens
     * @return the unpacked image
     * @throws IOException if the file is not of this format, is damaged, or another process writes to it
     */
    synchronized Disk open(Opener next, Context context, Client client) throws IOException {
        if (opened.isEmpty()) {
            opened = Optional.of(openImage(next, context));
        }
        Opened all = opened.get();
        boolean writes = all.writable()
                && !client.readOnly()
                && !all.image().kept().list().isEmpty();
        Disk own = next.open(client);
        try {
            Storage file = new DiskStorage(own);
            Disk disk = new SeekableDisk(
                    all.image(), all.cache(), writes, work -> all.file().with(file, work), () -> closed(own));
            clients++;
            return disk;
        } catch (IOException | RuntimeException e) {
            own.close();
            throw e;
        }
    }

    private Opened openImage(Opener next, Context context) throws IOException {
        Disk behind = next.open(context.client());
        try {
            boolean writable = behind.features().write() && !context.client().readOnly();
            ClientStorage file = new ClientStorage(new DiskStorage(behind));
            requireFormat(file);
            long begun = System.nanoTime();
            SeekableImage image = format.open(file, writable ? OpenMode.WRITE : OpenMode.READ, index);
            context.logger()
                    .log(
                            System.Logger.Level.DEBUG,
                            "the image has {0} bytes unpacked, and {1} packed; kept regions: {2}; opened in {3} ms",
                            Long.toString(image.size()),
                            Long.toString(file.size()),
                            image.kept().toString(),
                            Long.toString((System.nanoTime() - begun) / 1_000_000));
            return new Opened(behind, file, image, new PartCache(image, context.buffers(), cacheSize), writable);
        } catch (IOException | RuntimeException e) {
            behind.close();
            throw e;
        }
    }

    private void requireFormat(Storage file) throws IOException {
        ByteBuffer head = ByteBuffer.allocate((int) Math.min(HEAD, file.size()));
        file.read(head, 0);
        if (!format.recognises(head.flip())) {
            throw new IOException("the disk behind is not " + format.description()
                    + ": its first bytes are others; leave out the filter, or serve another file");
        }
    }

    private synchronized void closed(Disk own) throws IOException {
        try (own) {
            clients--;
            if (clients == 0 && opened.isPresent()) {
                opened.get().image().release();
            }
        }
    }

    /**
     * Closes the image, after the last client.
     *
     * @throws IOException if that fails
     */
    synchronized void stop() throws IOException {
        if (opened.isPresent()) {
            Opened all = opened.get();
            opened = Optional.empty();
            try (Disk _ = all.behind()) {
                all.cache().close();
                all.image().close();
            }
        }
    }
}
