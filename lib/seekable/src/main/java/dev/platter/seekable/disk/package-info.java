// SPDX-License-Identifier: BSD-3-Clause
/**
 * A compressed image as a disk: what the filters for such images have in common. Each of them is an
 * {@link dev.platter.seekable.disk.ImageFilter} for its format.
 */
@NullMarked
package dev.platter.seekable.disk;

import org.jspecify.annotations.NullMarked;
