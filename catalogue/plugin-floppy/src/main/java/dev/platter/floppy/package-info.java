// SPDX-License-Identifier: BSD-3-Clause
/**
 * A disk with a FAT32 file system that has the files of a folder. {@link dev.platter.floppy.FolderScan} reads the folder once,
 * {@link dev.platter.floppy.FatVolume} gives everything its place, and {@link dev.platter.floppy.FloppyImage} makes a disk of it, for
 * which the files are read when clients ask for them. Structures and their constants: Microsoft Extensible Firmware Initiative FAT32
 * File System Specification 1.03.
 */
@NullMarked
package dev.platter.floppy;

import org.jspecify.annotations.NullMarked;
