// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.client.NbdUri;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;

/** Opens what the words of a command line stand for. */
final class Ends {
    static final String PIPE = "-";
    private static final String NOWHERE = "null:";

    /** The type of a file in its mode, by stat(2), and the one of block devices. */
    private static final int TYPE = 0170000;

    private static final int BLOCK_DEVICE = 0060000;

    private final Streams streams;
    private final Duration retry;
    private final Consumer<String> notes;

    Ends(Streams streams, Duration retry, Consumer<String> notes) {
        this.streams = streams;
        this.retry = retry;
        this.notes = notes;
    }

    /** Whether a word stands for something that can only be read or written from beginning to end. */
    boolean isStream(String word) throws IOException {
        if (word.equals(PIPE)) {
            return true;
        }
        return !isUri(word)
                && !word.equals(NOWHERE)
                && Files.exists(Path.of(word))
                && kind(Path.of(word)) == Kind.STREAM;
    }

    /** Refuses a copy of a file onto itself, which would empty it first. */
    void distinct(String from, String to) throws IOException {
        if (isUri(from) || isUri(to) || from.equals(PIPE) || to.equals(PIPE) || to.equals(NOWHERE)) {
            return;
        }
        if (Files.exists(Path.of(to)) && Files.isSameFile(Path.of(from), Path.of(to))) {
            throw new IOException(from + " and " + to + " are the same file");
        }
    }

    ReadableByteChannel input(String word) throws IOException {
        return word.equals(PIPE) ? streams.in() : FileChannel.open(Path.of(word), StandardOpenOption.READ);
    }

    WritableByteChannel output(String word) throws IOException {
        return word.equals(PIPE) ? streams.data() : FileChannel.open(Path.of(word), StandardOpenOption.WRITE);
    }

    Place source(String word) throws IOException {
        if (isUri(word)) {
            return new NbdPlace(NbdUri.parse(word), retry, notes);
        }
        Path path = Path.of(word);
        kind(path);
        return FilePlace.source(path);
    }

    /**
     * Opens a destination.
     *
     * @param keeps whether to keep what a file has
     */
    Place destination(String word, boolean keeps) throws IOException {
        if (word.equals(NOWHERE)) {
            return new NullPlace();
        }
        if (isUri(word)) {
            NbdPlace place = new NbdPlace(NbdUri.parse(word), retry, notes);
            if (place.isWritable()) {
                return place;
            }
            place.close();
            throw new IOException("cannot write to " + place.name() + ": its server says that it is read-only");
        }
        Path path = Path.of(word);
        return FilePlace.destination(path, Files.exists(path) && kind(path) == Kind.DEVICE, keeps);
    }

    private static boolean isUri(String word) {
        return word.contains("://") || word.startsWith("nbd+unix:") || word.startsWith("nbds+unix:");
    }

    private enum Kind {
        FILE,
        DEVICE,
        STREAM
    }

    private static Kind kind(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        if (Files.isDirectory(path)) {
            throw new IOException(path + " is a folder: name a file, a block device, - or an NBD URI");
        }
        if (Files.isRegularFile(path)) {
            return Kind.FILE;
        }
        try {
            int mode = (int) Files.getAttribute(path, "unix:mode");
            return (mode & TYPE) == BLOCK_DEVICE ? Kind.DEVICE : Kind.STREAM;
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return Kind.STREAM;
        }
    }
}
