// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What changes when a file is written or replaced, or when somebody lets it be read.
 *
 * @param key which file it is, where the system tells
 * @param changed when anything about it was changed, its permissions included, where the system tells
 */
record FileStamp(
        long size,
        FileTime modified,
        @Nullable Object key,
        @Nullable Object changed) {
    /** What nothing is known of. */
    static final FileStamp UNKNOWN = new FileStamp(-1, FileTime.fromMillis(0), null, null);

    static FileStamp of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        boolean tells = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        return new FileStamp(
                attributes.size(),
                attributes.lastModifiedTime(),
                attributes.fileKey(),
                tells ? Files.getAttribute(file, "unix:ctime") : null);
    }
}
