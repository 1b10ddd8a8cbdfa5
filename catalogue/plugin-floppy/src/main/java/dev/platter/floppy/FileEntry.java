// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.floppy;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** A file, with the size that it had when the folder was read. */
final class FileEntry extends Entry {
    private final Path path;

    FileEntry(String name, Path path, BasicFileAttributes attributes) {
        super(name, attributes);
        this.path = path;
    }

    Path path() {
        return path;
    }

    @Override
    long bytes() {
        return attributes().size();
    }
}
