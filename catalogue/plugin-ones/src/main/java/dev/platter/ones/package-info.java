// SPDX-License-Identifier: BSD-3-Clause
/** A disk that has one byte everywhere. */
@NullMarked
package dev.platter.ones;

import org.jspecify.annotations.NullMarked;
