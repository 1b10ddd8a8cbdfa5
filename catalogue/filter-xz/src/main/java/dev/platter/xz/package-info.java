// SPDX-License-Identifier: BSD-3-Clause
/** An xz file as a disk. */
@NullMarked
package dev.platter.xz;

import org.jspecify.annotations.NullMarked;
