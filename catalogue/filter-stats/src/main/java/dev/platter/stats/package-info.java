// SPDX-License-Identifier: BSD-3-Clause
/** Counts requests, and writes statistics of them when the server ends. */
@NullMarked
package dev.platter.stats;

import org.jspecify.annotations.NullMarked;
