// SPDX-License-Identifier: BSD-3-Clause
/** A part of a disk as a disk of its own. */
@NullMarked
package dev.platter.offset;

import org.jspecify.annotations.NullMarked;
