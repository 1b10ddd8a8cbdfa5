// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder for files of an instance, closed to other users. It can be made before the instance has started, when the server still has
 * the rights of the user that starts it; that is what a plugin makes disks with that reads what that user may read.
 *
 * @param path an absolute path
 */
public record ScratchFolder(Path path) implements Closeable {
    /** Where files are that may be large: a system may keep the usual folder in memory. */
    private static final Path LARGE = Path.of("/var/tmp");

    /**
     * A folder in the usual place for temporary files.
     *
     * @param name what its name begins with
     * @return a new, empty folder
     * @throws IOException if it cannot be made
     */
    static ScratchFolder make(String name) throws IOException {
        return new ScratchFolder(Files.createTempDirectory(name));
    }

    /**
     * A folder for files that may be large: in {@code $TMPDIR}, or else in {@code /var/tmp} where there is one, as with nbdkit.
     *
     * @param name what its name begins with
     * @return a new, empty folder
     * @throws IOException if it cannot be made; the message says where
     */
    public static ScratchFolder large(String name) throws IOException {
        String asked = System.getenv("TMPDIR");
        if (asked == null && !Files.isDirectory(LARGE)) {
            return make(name);
        }
        Path parent = asked == null ? LARGE : Path.of(asked).toAbsolutePath();
        try {
            return new ScratchFolder(Files.createTempDirectory(parent, name));
        } catch (IOException e) {
            throw new IOException(
                    "no folder for temporary files can be made in " + parent + ": " + e.getMessage()
                            + "; set TMPDIR to a folder with enough space",
                    e);
        }
    }

    /**
     * Deletes the folder and all that is in it.
     *
     * @throws IOException if something cannot be deleted
     */
    @Override
    public void close() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
