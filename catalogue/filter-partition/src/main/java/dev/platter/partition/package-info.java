// SPDX-License-Identifier: BSD-3-Clause
/** A partition of a disk as a disk of its own. */
@NullMarked
package dev.platter.partition;

import org.jspecify.annotations.NullMarked;
