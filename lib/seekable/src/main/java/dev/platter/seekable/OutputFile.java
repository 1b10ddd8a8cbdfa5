// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears whole or not at all: it has another name until {@link #commit}, and is deleted if that is never
 * called, also where the process is ended by a signal that can be caught.
 */
public final class OutputFile implements Closeable {
    private final Path target;
    private final Path draft;
    private final FileStorage storage;

    /**
     * Begins a file.
     *
     * @param target the name that it will have
     * @throws IOException if it cannot be made
     */
    public OutputFile(Path target) throws IOException {
        this.target = target;
        draft = target.resolveSibling("." + target.getFileName() + ".platter-"
                + ProcessHandle.current().pid());
        storage = FileStorage.over(
                FileChannel.open(
                        draft,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE),
                target);
        draft.toFile().deleteOnExit();
    }

    /** {@return the file under its first name} */
    public Path draft() {
        return draft;
    }

    /** {@return the file, which is closed with this} */
    public Storage storage() {
        return storage;
    }

    /**
     * Gives the file its name, in place of another one that has it.
     *
     * @throws IOException if it is not durable
     */
    public void commit() throws IOException {
        storage.sync();
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Folders.sync(target);
    }

    @Override
    public void close() throws IOException {
        storage.close();
        Files.deleteIfExists(draft);
    }
}
