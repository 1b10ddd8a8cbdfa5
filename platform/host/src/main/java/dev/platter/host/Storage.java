package dev.platter.host;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which the framework keeps its copies of installed bundles, for the time of one host.
 *
 * <p>Its name is made of the process id and a number. The JDK's temporary folders would do as well, but their names need
 * secure random numbers, which start a security provider.
 */
final class Storage {
    private final Path folder;

    private Storage(Path folder) {
        this.folder = folder;
    }

    static Storage in(Path cache) throws HostException {
        try {
            Files.createDirectories(cache);
            String prefix = "host-" + ProcessHandle.current().pid() + "-";
            for (int number = 0; ; number++) {
                @Nullable Path mine = created(cache.resolve(prefix + number));
                if (mine != null) {
                    return new Storage(mine);
                }
            }
        } catch (IOException e) {
            throw new HostException(
                    "no folder can be made for loaded bundles in " + cache + " (" + e
                            + "): make it writable or name another",
                    e);
        }
    }

    private static @Nullable Path created(Path folder) throws IOException {
        try {
            return Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            // Another host of this process has it, or one that was killed under the same process id.
            return null;
        }
    }

    Path folder() {
        return folder;
    }

    void remove() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
