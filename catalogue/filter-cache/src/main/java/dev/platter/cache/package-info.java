// SPDX-License-Identifier: BSD-3-Clause
/** A disk in front of a slow one, with a part of its pages in memory. */
@NullMarked
package dev.platter.cache;

import org.jspecify.annotations.NullMarked;
