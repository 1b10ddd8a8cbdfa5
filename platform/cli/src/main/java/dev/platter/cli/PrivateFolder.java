package dev.platter.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder that only its owner can enter, for one socket. It goes when it is closed. */
final class PrivateFolder implements AutoCloseable {
    private final Path folder;

    private PrivateFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes one in {@code $TMPDIR}, or else in {@code /tmp}. */
    static PrivateFolder create() throws StartException {
        String chosen = System.getenv("TMPDIR");
        Path parent = Path.of(chosen == null || chosen.isEmpty() ? "/tmp" : chosen).toAbsolutePath();
        try {
            return new PrivateFolder(Files.createTempDirectory(
                    parent,
                    "platter",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        } catch (IOException e) {
            throw new StartException(
                    "cannot make a folder for the private socket in " + parent + ": let TMPDIR name one where you can",
                    e);
        }
    }

    Path socket() {
        return folder.resolve("socket");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(socket());
        Files.deleteIfExists(folder);
    }
}
