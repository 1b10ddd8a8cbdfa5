// SPDX-License-Identifier: BSD-3-Clause
/** A disk that does not read ahead, or not by itself. */
@NullMarked
package dev.platter.nocache;

import org.jspecify.annotations.NullMarked;
