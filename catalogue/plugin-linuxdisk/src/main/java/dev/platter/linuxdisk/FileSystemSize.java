// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.linuxdisk;

import dev.platter.api.parameters.Size;

/**
 * The parameter {@code size}.
 *
 * @param bytes of the file system, or of free space
 * @param free whether it is the free space, beside the files
 */
public record FileSystemSize(long bytes, boolean free) {
    /** As little as the files need. */
    static final FileSystemSize LEAST = new FileSystemSize(0, true);

    private static final int SECTOR = 512;
    private static final long SMALLEST = 1 << 20;

    /**
     * Reads the parameter.
     *
     * @param text what a user wrote: a size, perhaps after a plus sign
     * @return the size
     * @throws IllegalArgumentException if it is not a size
     */
    public static FileSystemSize parse(String text) {
        boolean free = text.startsWith("+");
        return new FileSystemSize(Size.parse(free ? text.substring(1) : text).bytes(), free);
    }

    /** Whether the files have to be measured to know the size; so it is for 0, as in nbdkit. */
    boolean dependsOnFiles() {
        return free || bytes == 0;
    }

    /**
     * How long the file system is, in bytes: for what it needs beside the files a fifth is added to their space, as in nbdkit.
     *
     * @param files the space of all files, in bytes
     */
    long with(long files, FileSystemType type) {
        long whole = dependsOnFiles()
                ? Math.addExact(bytes, Math.max(Math.multiplyExact(files, 6) / 5, SMALLEST) + type.journal())
                : bytes;
        return Math.ceilDiv(whole, SECTOR) * SECTOR;
    }
}
