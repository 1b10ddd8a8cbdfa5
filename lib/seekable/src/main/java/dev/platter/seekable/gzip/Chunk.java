// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import dev.platter.seekable.Part;

/**
 * A chunk of an image of ours.
 *
 * @param part its place in the image; {@link Part.Kind#PACKED} or {@link Part.Kind#ZEROES}
 * @param position where it begins in the file
 * @param packedLength its length in the file, with the seal
 */
record Chunk(Part part, long position, int packedLength) {}
