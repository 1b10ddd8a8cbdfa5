// SPDX-License-Identifier: BSD-3-Clause
/** A disk that has no room left. */
@NullMarked
package dev.platter.full;

import org.jspecify.annotations.NullMarked;
