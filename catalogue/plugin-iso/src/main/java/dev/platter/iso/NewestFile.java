// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.iso;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;

/** When something in folders was last changed. What cannot be read is left to the program that makes the image, which complains. */
final class NewestFile extends SimpleFileVisitor<Path> {
    private Instant newest = Instant.EPOCH;

    private NewestFile() {}

    static Instant in(List<Path> folders) throws IOException {
        NewestFile visitor = new NewestFile();
        for (Path folder : folders) {
            Files.walkFileTree(folder, visitor);
        }
        return visitor.newest;
    }

    private void look(BasicFileAttributes attributes) {
        Instant changed = attributes.lastModifiedTime().toInstant();
        newest = changed.isAfter(newest) ? changed : newest;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        look(attributes);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        look(attributes);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
        return FileVisitResult.CONTINUE;
    }
}
