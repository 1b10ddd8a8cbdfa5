// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.linuxdisk;

import dev.platter.scripts.ShellCommand;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a file with the file system, by mke2fs. */
final class FileSystemImage {
    /** The last line of du has the sum, in KiB. */
    private static final Pattern SUM = Pattern.compile("(?s)(?:.*\n)?(\\d+)\\s[^\n]*\n?");

    private static final int KIB = 1024;

    private final Path dir;
    private final FileSystemType type;
    private final Optional<String> label;
    private final FileSystemSize size;

    FileSystemImage(Path dir, FileSystemType type, Optional<String> label, FileSystemSize size) {
        this.dir = dir;
        this.type = type;
        this.label = label;
        this.size = size;
    }

    /**
     * Makes it.
     *
     * @param folder for the file
     * @return the file, which has holes where nothing is
     * @throws IOException if the folder cannot be read, or the files do not fit; the message says what du or mke2fs said
     */
    Path make(Path folder) throws IOException {
        Path image = folder.resolve("image");
        long files = size.dependsOnFiles() ? measured(folder) : 0;
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(size.with(files, type));
        }
        StringBuilder words = new StringBuilder("exec mke2fs -q -F -t ").append(type);
        label.ifPresent(text -> words.append(" -L ").append(ShellCommand.quoted(text)));
        words.append(" -d ").append(ShellCommand.quoted(dir.toString()));
        words.append(' ').append(ShellCommand.quoted(image.toString()));
        new ShellCommand("mke2fs", words.toString()).run(folder, Optional.empty());
        return image;
    }

    private long measured(Path folder) throws IOException {
        String printed = new ShellCommand("du", "exec du -c -k -s " + ShellCommand.quoted(dir.toString()))
                .run(folder, Optional.empty());
        Matcher sum = SUM.matcher(printed);
        if (!sum.matches()) {
            throw new IOException("du has printed '" + printed.strip() + "' and not the space of the files in " + dir);
        }
        return Math.multiplyExact(Long.parseLong(sum.group(1)), KIB);
    }
}
