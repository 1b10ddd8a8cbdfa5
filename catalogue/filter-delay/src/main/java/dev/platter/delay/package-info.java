// SPDX-License-Identifier: BSD-3-Clause
/** A disk that delays requests without occupying threads. */
@NullMarked
package dev.platter.delay;

import org.jspecify.annotations.NullMarked;
