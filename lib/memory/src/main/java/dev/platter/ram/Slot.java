// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

/**
 * Memory for one chunk.
 *
 * @param region the memory that contains it
 * @param base where it begins in that memory, in bytes
 */
record Slot(Region region, int base) {}
