// SPDX-License-Identifier: BSD-3-Clause
/**
 * A file or block device as a disk. {@link dev.platter.file.FilePlugin} is what the server loads;
 * {@link dev.platter.file.FileDisk} turns requests into calls of an {@link dev.platter.file.OpenFile}, of which there
 * are two: {@link dev.platter.file.LinuxFile} with all that Linux can do, and {@link dev.platter.file.PortableFile}
 * with what Java can do everywhere.
 */
@NullMarked
package dev.platter.file;

import org.jspecify.annotations.NullMarked;
