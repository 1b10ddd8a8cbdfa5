// SPDX-License-Identifier: BSD-3-Clause
/**
 * A file or block device as a disk. {@link dev.platter.file.FilePlugin} is what the server loads; a
 * {@link dev.platter.file.Source} finds the file of an export, and {@link dev.platter.files} makes a disk of it.
 */
@NullMarked
package dev.platter.file;

import org.jspecify.annotations.NullMarked;
