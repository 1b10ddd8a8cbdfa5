// SPDX-License-Identifier: BSD-3-Clause
/** A disk without a single byte. */
@NullMarked
package dev.platter.zero;

import org.jspecify.annotations.NullMarked;
