// SPDX-License-Identifier: BSD-3-Clause
/** Logs the requests of clients without delaying them. */
@NullMarked
package dev.platter.log;

import org.jspecify.annotations.NullMarked;
