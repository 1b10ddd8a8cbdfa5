// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.linuxdisk;

import java.util.Locale;

/** The file systems that mke2fs can fill with files: the parameter {@code type}. */
public enum FileSystemType {
    /** Without a journal. */
    EXT2,
    /** With a journal. */
    EXT3,
    /** With a journal and extents. */
    EXT4;

    /** As in nbdkit: mke2fs decides how long a journal really is. */
    private static final long JOURNAL = 32 << 20;

    /** How much longer a file system has to be for its journal, in bytes. */
    long journal() {
        return this == EXT2 ? 0 : JOURNAL;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
