// SPDX-License-Identifier: BSD-3-Clause
/** Counts the bytes of requests. */
@NullMarked
package dev.platter.count;

import org.jspecify.annotations.NullMarked;
