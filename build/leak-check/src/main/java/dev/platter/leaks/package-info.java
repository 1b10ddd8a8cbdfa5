// SPDX-License-Identifier: BSD-3-Clause
/** Looks for what Netty's leak detector writes to the log, and fails the tests for it. */
@NullMarked
package dev.platter.leaks;

import org.jspecify.annotations.NullMarked;
