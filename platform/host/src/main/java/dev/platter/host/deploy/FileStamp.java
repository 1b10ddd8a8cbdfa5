// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of a file that change when it is written or replaced, or when its permissions change.
 *
 * @param key the identity of the file, if the system has one
 * @param changed when the file or its attributes, such as permissions, last changed, if the system records it
 */
record FileStamp(
        long size,
        FileTime modified,
        @Nullable Object key,
        @Nullable Object changed) {
    /** The stamp of a file whose attributes cannot be read. */
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
