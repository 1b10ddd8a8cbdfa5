// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** The attributes of a file that change when its content changes, or when another file takes its place. */
record FileStamp(FileTime modified, long size, Optional<Object> file) {
    /** The stamp of a file that does not exist or cannot be read. */
    private static final FileStamp NONE = new FileStamp(FileTime.fromMillis(0), -1, Optional.empty());

    static FileStamp of(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new FileStamp(
                    attributes.lastModifiedTime(), attributes.size(), Optional.ofNullable(attributes.fileKey()));
        } catch (IOException e) {
            // The code that reads the file reports why it cannot be read.
            return NONE;
        }
    }
}
