// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.blocks;

/**
 * A piece of the compressed file that is unpacked by itself.
 *
 * @param position where it begins in the file
 * @param fileLength how long it is in the file, with all that belongs to it
 * @param offset of its first byte in the image
 * @param length how many bytes of the image it has, possibly 0
 * @param note what the format has to know besides
 */
public record Block(long position, long fileLength, long offset, long length, byte note) {
    /** {@return the offset after its last byte} */
    public long end() {
        return offset + length;
    }
}
