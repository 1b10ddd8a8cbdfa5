// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

/**
 * How an image is to be compressed.
 *
 * @param kept the regions that stay uncompressed
 * @param level the format's own compression level
 * @param threads how many compress at a time, at least 1
 */
public record Recipe(KeptRegions kept, int level, int threads) {}
