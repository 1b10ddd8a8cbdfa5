// SPDX-License-Identifier: BSD-3-Clause
/** A zstd file as a disk. */
@NullMarked
package dev.platter.zstd;

import org.jspecify.annotations.NullMarked;
