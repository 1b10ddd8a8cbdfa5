// SPDX-License-Identifier: BSD-3-Clause
/**
 * What formats have in common whose files consist of blocks, each of which is unpacked by itself and has a check of its own: the
 * blocks of xz, the frames of zstd. An image that was made here is a {@code MadeBlockImage}, the file of another program a {@code
 * ForeignBlockImage}; a format says what it knows of a file as a {@link dev.platter.seekable.blocks.BlockReader} and a {@link
 * dev.platter.seekable.blocks.MadeFile}.
 */
@NullMarked
package dev.platter.seekable.blocks;

import org.jspecify.annotations.NullMarked;
