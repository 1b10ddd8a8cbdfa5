// SPDX-License-Identifier: BSD-3-Clause
/** Draws what a running process does as a flame graph. */
@NullMarked
package dev.platter.profiler;

import org.jspecify.annotations.NullMarked;
