// SPDX-License-Identifier: BSD-3-Clause
/** A disk that has no quick way to write zeroes, or a restricted one. */
@NullMarked
package dev.platter.nozero;

import org.jspecify.annotations.NullMarked;
