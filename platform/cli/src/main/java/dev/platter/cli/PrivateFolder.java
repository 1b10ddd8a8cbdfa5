package dev.platter.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A folder that only its owner can enter. Its name cannot be foreseen, so nobody can lay something in its place: code is
 * loaded from one, and a socket in another lets in whoever reaches it. It goes when it is closed.
 */
final class PrivateFolder implements AutoCloseable {
    private final Path folder;

    private PrivateFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes one in {@code $TMPDIR}, or else in {@code /tmp}. */
    static PrivateFolder create() throws StartException {
        Path parent = temporary();
        try {
            return new PrivateFolder(Files.createTempDirectory(
                    parent,
                    "platter",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        } catch (IOException e) {
            throw new StartException(
                    "cannot make a folder of our own in " + parent + ": let TMPDIR name a folder where you may write",
                    e);
        }
    }

    private static Path temporary() {
        String chosen = System.getenv("TMPDIR");
        return Path.of(chosen == null || chosen.isEmpty() ? "/tmp" : chosen).toAbsolutePath();
    }

    Path path() {
        return folder;
    }

    /** Where a socket may be made in it. */
    Path socket() {
        return folder.resolve("socket");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(socket());
        Files.deleteIfExists(folder);
    }
}
