// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

/**
 * What is between two kept regions, or before the first or after the last: chunks behind each other.
 *
 * @param start the offset of its first byte
 * @param end the offset after its last
 * @param position where its first chunk begins in the file
 * @param packedEnd where its last chunk ends in the file
 */
record Gap(long start, long end, long position, long packedEnd) {}
