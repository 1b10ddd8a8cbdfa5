// SPDX-License-Identifier: BSD-3-Clause
/** A disk that returns wrong bits, to test whether programs that keep checksums notice. */
@NullMarked
package dev.platter.evil;

import org.jspecify.annotations.NullMarked;
