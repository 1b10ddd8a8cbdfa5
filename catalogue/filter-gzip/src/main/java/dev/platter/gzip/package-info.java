// SPDX-License-Identifier: BSD-3-Clause
/** A gzip file as a disk. */
@NullMarked
package dev.platter.gzip;

import org.jspecify.annotations.NullMarked;
