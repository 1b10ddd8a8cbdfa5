// SPDX-License-Identifier: BSD-3-Clause
/**
 * A file inside an ext2, ext3 or ext4 file system as a disk, after "ext4 Data Structures and Algorithms" of the Linux kernel's
 * documentation. Numbers in the file system are little-endian.
 */
@NullMarked
package dev.platter.ext2;

import org.jspecify.annotations.NullMarked;
