// SPDX-License-Identifier: BSD-3-Clause
/**
 * {@code platter-copy}: copies a disk, in nbdcopy's words, so that scripts written for that one work.
 *
 * <p>Data flows one way. {@link dev.platter.cli.copy.CopyCommand} reads the command line and opens both ends. A {@link Plan} divides
 * the source into blocks of data and of zeroes. One thread begins a read for each block while a {@link Flight} has room. Whatever
 * thread ends the read hands the block on to {@link Writing}, which drops zeroes, and to the checksum; the end of the last write makes
 * room for the next block.
 */
@NullMarked
package dev.platter.cli.copy;

import org.jspecify.annotations.NullMarked;
