// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.bundles;

import dev.platter.host.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The jars that were rolled back, by the digests of their content, so that a restart does not use them again. A rebuild of the
 * same version has different content.
 */
final class Withdrawn {
    private final Optional<Path> file;
    private final Set<String> digests;

    private Withdrawn(Optional<Path> file, Set<String> digests) {
        this.file = file;
        this.digests = digests;
    }

    /** Reads the record in a server's state folder; without a folder, rollbacks are forgotten when the server ends. */
    static Withdrawn in(Optional<Path> state) throws RefusedException {
        return state.isEmpty()
                ? new Withdrawn(Optional.empty(), new LinkedHashSet<>())
                : read(state.get().resolve("rolled-back"));
    }

    private static Withdrawn read(Path file) throws RefusedException {
        Set<String> digests = new LinkedHashSet<>();
        try {
            digests.addAll(Files.readAllLines(file));
        } catch (NoSuchFileException e) {
            return new Withdrawn(Optional.of(file), digests);
        } catch (IOException e) {
            throw new RefusedException(file + " cannot be read: " + e.getMessage(), e);
        }
        return new Withdrawn(Optional.of(file), digests);
    }

    boolean contains(String digest) {
        return digests.contains(digest);
    }

    void add(String digest) throws RefusedException {
        digests.add(digest);
        write();
    }

    void remove(String digest) throws RefusedException {
        if (digests.remove(digest)) {
            write();
        }
    }

    private void write() throws RefusedException {
        if (file.isPresent()) {
            write(file.get());
        }
    }

    private void write(Path file) throws RefusedException {
        Path other = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(other, digests);
            Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new RefusedException(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
