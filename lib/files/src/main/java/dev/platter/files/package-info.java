// SPDX-License-Identifier: BSD-3-Clause
/**
 * Files and block devices as disks. {@link dev.platter.files.Access} opens an {@link dev.platter.files.OpenFile}, of which there
 * are two: {@link dev.platter.files.LinuxFile} with all that Linux can do, and {@link dev.platter.files.PortableFile} with what
 * Java can do everywhere. {@link dev.platter.files.FileDisks} makes a disk of it for a client:
 * {@link dev.platter.files.FileDisk} turns requests into calls, and {@link dev.platter.files.RingDisk} in front of it uses a queue
 * of the system. Each bundle embeds its own copy of this package.
 */
@NullMarked
package dev.platter.files;

import org.jspecify.annotations.NullMarked;
