// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Deletes a folder and its contents. Links are deleted, not followed. */
public final class FileTree extends SimpleFileVisitor<Path> {
    private FileTree() {}

    /**
     * Deletes a folder.
     *
     * @param folder the folder, which exists
     * @throws IOException if something in it cannot be deleted; the rest of it may have gone
     */
    public static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new FileTree());
    }

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
}
