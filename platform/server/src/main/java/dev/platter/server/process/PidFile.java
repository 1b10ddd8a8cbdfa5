// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.process;

import dev.platter.host.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file with the id of the server's process. As in nbdkit it is overwritten, and stays when the server has ended. */
public final class PidFile {
    private final Path path;

    private PidFile(Path path) {
        this.path = path;
    }

    /**
     * Names a file.
     *
     * @param name its path, relative to the working directory now
     * @return the file, not written yet
     * @throws RefusedException if that cannot be a path
     */
    public static PidFile named(String name) throws RefusedException {
        try {
            return new PidFile(Path.of(name).toAbsolutePath());
        } catch (InvalidPathException e) {
            throw new RefusedException(
                    "--pidfile: " + name + " cannot be a path (" + e.getReason() + "): choose another", e);
        }
    }

    /**
     * Writes the id of this process.
     *
     * @throws RefusedException if that is not possible
     */
    public void write() throws RefusedException {
        try {
            Files.writeString(path, ProcessHandle.current().pid() + "\n");
        } catch (IOException e) {
            throw new RefusedException(
                    "--pidfile: cannot write " + path + " (" + RefusedException.sentence(e)
                            + "): choose a folder that exists and where you may write",
                    e);
        }
    }
}
