// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

/**
 * What a queue of the system needs to know of an open file.
 *
 * @param descriptor its number; the {@link OpenFile} closes it
 * @param memoryAlignment the addresses that are read into and written from are multiples of this power of two
 */
public record RingFile(int descriptor, int memoryAlignment) {}
