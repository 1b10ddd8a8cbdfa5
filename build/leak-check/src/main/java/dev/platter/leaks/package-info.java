// SPDX-License-Identifier: BSD-3-Clause
/** Fails tests if Netty's leak detector writes to the log. */
@NullMarked
package dev.platter.leaks;

import org.jspecify.annotations.NullMarked;
