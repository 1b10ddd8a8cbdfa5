// SPDX-License-Identifier: BSD-3-Clause
/** Files and block devices through Linux' io_uring, without libblkio. */
@NullMarked
package dev.platter.blkio.uring;

import org.jspecify.annotations.NullMarked;
