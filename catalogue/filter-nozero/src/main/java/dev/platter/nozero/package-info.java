// SPDX-License-Identifier: BSD-3-Clause
/** A disk that has no quick way to write zeroes, or one that can be watched. */
@NullMarked
package dev.platter.nozero;

import org.jspecify.annotations.NullMarked;
