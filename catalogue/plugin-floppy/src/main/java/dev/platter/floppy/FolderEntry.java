// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.floppy;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder: the root has no parent. Its folders come before its files, as in nbdkit, and each kind in the order of names. */
final class FolderEntry extends Entry {
    private final Path path;
    private final @Nullable FolderEntry parent;
    private final List<FolderEntry> folders = new ArrayList<>();
    private final List<FileEntry> files = new ArrayList<>();
    private long bytes;

    FolderEntry(String name, Path path, @Nullable FolderEntry parent, BasicFileAttributes attributes) {
        super(name, attributes);
        this.path = path;
        this.parent = parent;
    }

    Path path() {
        return path;
    }

    @Nullable
    FolderEntry parent() {
        return parent;
    }

    List<FolderEntry> folders() {
        return folders;
    }

    List<FileEntry> files() {
        return files;
    }

    Stream<Entry> entries() {
        return Stream.concat(folders.stream(), files.stream());
    }

    /** Sets how long its table is, which depends on the names in it. */
    void measure(long length) {
        bytes = length;
    }

    @Override
    long bytes() {
        return bytes;
    }
}
