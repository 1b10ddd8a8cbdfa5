// SPDX-License-Identifier: BSD-3-Clause
/** A disk on which every eight bytes contain their own offset. */
@NullMarked
package dev.platter.pattern;

import org.jspecify.annotations.NullMarked;
