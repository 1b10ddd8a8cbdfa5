// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import dev.platter.cli.options.OptionException;
import dev.platter.seekable.ImageFile;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.OutputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** {@code platter-gzip write}. */
record WriteCommand(Words words, InputStream in) {
    boolean run() throws IOException, OptionException {
        long offset = words.offset("at");
        ByteBuffer data = data();
        Optional<Path> copy = words.path(words.options().last("output"));
        if (copy.isEmpty()) {
            change(words.path(0), data, offset);
            return true;
        }
        Targets.check(copy.get(), words);
        try (OutputFile out = new OutputFile(copy.get())) {
            copy(words.path(0), out.draft(), copy.get());
            change(out.draft(), data, offset);
            out.commit();
        }
        return true;
    }

    private static void change(Path file, ByteBuffer data, long offset) throws IOException {
        if (!data.hasRemaining()) {
            return;
        }
        try (ImageFile image = ImageFile.open(file, Formats.all(), OpenMode.JOURNALED)) {
            image.change(data, offset);
        }
    }

    /** The system shares the blocks of the two files where the file system can. */
    private static void copy(Path from, Path draft, Path to) throws IOException {
        // What a crash has interrupted is finished first, since the journal is not copied.
        ImageFile.open(from, Formats.all(), OpenMode.READ).close();
        try {
            Files.copy(from, draft, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            String reason = e instanceof FileSystemException failed ? failed.getReason() : e.getMessage();
            throw new IOException(from + " cannot be copied to " + to + ": " + reason, e);
        }
    }

    private ByteBuffer data() throws IOException, OptionException {
        Optional<Path> file = words.path(words.options().last("from"));
        if (file.isEmpty() || file.get().toString().equals("-")) {
            return ByteBuffer.wrap(in.readAllBytes());
        }
        if (!Files.isRegularFile(file.get())) {
            // A pipe, whose size is 0 whatever comes out of it.
            try (InputStream data = Files.newInputStream(file.get())) {
                return ByteBuffer.wrap(data.readAllBytes());
            }
        }
        try (FileChannel channel = FileChannel.open(file.get())) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new IOException(file.get() + " has " + channel.size() + " bytes, and one write can have "
                        + Integer.MAX_VALUE + ": write it in several steps");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
    }
}
