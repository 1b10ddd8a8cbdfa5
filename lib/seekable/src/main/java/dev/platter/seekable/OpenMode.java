// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

/** What an image is opened for. */
public enum OpenMode {
    /** Reading. Nothing is written to the file, even if a crash left it with a wrong checksum. */
    READ,

    /**
     * Writing in place by {@link SeekableImage#write} and {@link SeekableImage#flush}. What a crash left is mended
     * first. A crash leaves the bytes of the writes since the last flush as a disk would, and the checksum to be mended
     * by the next open.
     */
    WRITE,

    /**
     * Writing by {@link ImageFile#change}, which keeps a journal beside the file: a change is made as a whole or not at
     * all. The mark in the file says so, and keeps away those who cannot see the journal.
     */
    JOURNALED
}
