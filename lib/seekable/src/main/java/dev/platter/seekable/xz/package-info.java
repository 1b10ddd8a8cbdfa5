// SPDX-License-Identifier: BSD-3-Clause
/**
 * xz: the .xz file format 1.2.1, with LZMA2 by XZ for Java. {@link dev.platter.seekable.xz.XzFormat} is the way in.
 *
 * <p>An image that was made here is one ordinary stream. It begins with empty blocks that describe the image, see {@code
 * Label}; the blocks of the image follow, cut where a kept region begins or ends. The index of the format is the index of
 * the image. A kept region is blocks of 1 MiB that are not compressed, see {@code KeptBlock}, so that a change concerns
 * the check of one block.
 */
@NullMarked
package dev.platter.seekable.xz;

import org.jspecify.annotations.NullMarked;
