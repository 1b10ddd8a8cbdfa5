// SPDX-License-Identifier: BSD-3-Clause
/** A log for programs. */
@NullMarked
package dev.platter.daemon.log;

import org.jspecify.annotations.NullMarked;
