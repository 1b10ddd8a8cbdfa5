// SPDX-License-Identifier: BSD-3-Clause
/** Requests that fit block sizes. */
@NullMarked
package dev.platter.blocksize;

import org.jspecify.annotations.NullMarked;
