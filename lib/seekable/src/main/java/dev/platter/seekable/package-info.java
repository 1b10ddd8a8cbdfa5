// SPDX-License-Identifier: BSD-3-Clause
/**
 * Compressed disk images that are read at any place, and changed in place where a region was kept uncompressed. This
 * package has what the formats have in common; each format is a package below it and implements
 * {@link dev.platter.seekable.ImageFormat} and {@link dev.platter.seekable.SeekableImage}.
 *
 * <p>Two kinds of offset occur everywhere: an <em>offset</em> counts in the unpacked image, a <em>position</em> counts
 * in the compressed file. Both are in bytes.
 */
@NullMarked
package dev.platter.seekable;

import org.jspecify.annotations.NullMarked;
