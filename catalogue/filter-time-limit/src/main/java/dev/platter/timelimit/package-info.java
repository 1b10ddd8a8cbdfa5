// SPDX-License-Identifier: BSD-3-Clause
/** Ends connections after a time. */
@NullMarked
package dev.platter.timelimit;

import org.jspecify.annotations.NullMarked;
