// SPDX-License-Identifier: BSD-3-Clause
/** Tells clients which block sizes to use, and handles requests that do not fit. */
@NullMarked
package dev.platter.blocksizepolicy;

import org.jspecify.annotations.NullMarked;
