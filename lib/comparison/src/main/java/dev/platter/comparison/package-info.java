// SPDX-License-Identifier: BSD-3-Clause
/** Compares what is written with what is there. */
@NullMarked
package dev.platter.comparison;

import org.jspecify.annotations.NullMarked;
