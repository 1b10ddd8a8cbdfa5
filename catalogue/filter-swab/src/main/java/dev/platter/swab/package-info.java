// SPDX-License-Identifier: BSD-3-Clause
/** Swaps the bytes of each word of a disk. */
@NullMarked
package dev.platter.swab;

import org.jspecify.annotations.NullMarked;
