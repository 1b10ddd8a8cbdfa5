// SPDX-License-Identifier: BSD-3-Clause
/** Compares what is written with what is there, and changes nothing. */
@NullMarked
package dev.platter.checkwrite;

import org.jspecify.annotations.NullMarked;
