// SPDX-License-Identifier: BSD-3-Clause
/** A disk that has the one behind it read from beginning to end. */
@NullMarked
package dev.platter.scan;

import org.jspecify.annotations.NullMarked;
