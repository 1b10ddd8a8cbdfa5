// SPDX-License-Identifier: BSD-3-Clause
/** A file compressed with bzip2 as a disk. */
@NullMarked
package dev.platter.bzip2;

import org.jspecify.annotations.NullMarked;
