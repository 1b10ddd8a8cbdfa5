// SPDX-License-Identifier: BSD-3-Clause
/** Serves the bytes of a disk in another order. */
@NullMarked
package dev.platter.map;

import org.jspecify.annotations.NullMarked;
