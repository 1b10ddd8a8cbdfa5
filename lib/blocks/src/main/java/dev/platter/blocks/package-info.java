// SPDX-License-Identifier: BSD-3-Clause
/**
 * Requests for any bytes, turned into requests for whole blocks: for filters in front of disks that accept nothing else. {@link
 * dev.platter.blocks.AlignedDisk} is such a disk, and {@link dev.platter.blocks.BlockLocks} is what all of one filter's disks share.
 */
@NullMarked
package dev.platter.blocks;

import org.jspecify.annotations.NullMarked;
