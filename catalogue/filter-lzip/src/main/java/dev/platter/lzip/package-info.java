// SPDX-License-Identifier: BSD-3-Clause
/** A file compressed with lzip as a disk. */
@NullMarked
package dev.platter.lzip;

import org.jspecify.annotations.NullMarked;
