// SPDX-License-Identifier: BSD-3-Clause
/** A disk of random bytes that a seed repeats. */
@NullMarked
package dev.platter.random;

import org.jspecify.annotations.NullMarked;
