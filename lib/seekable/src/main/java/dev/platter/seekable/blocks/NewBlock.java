// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.blocks;

import java.nio.ByteBuffer;

/**
 * A block that is to be appended to a file.
 *
 * @param bytes as they lie in the file, from position to limit; nobody moves these
 * @param length how many bytes of the image it has
 * @param note what the format has to know besides
 */
public record NewBlock(ByteBuffer bytes, int length, byte note) {}
