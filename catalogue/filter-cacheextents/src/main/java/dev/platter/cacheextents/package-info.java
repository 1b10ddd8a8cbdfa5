// SPDX-License-Identifier: BSD-3-Clause
/** The last extents that a disk has reported are remembered. */
@NullMarked
package dev.platter.cacheextents;

import org.jspecify.annotations.NullMarked;
