// SPDX-License-Identifier: BSD-3-Clause
/** Decides whether several connections may use a disk as one, and makes it so. */
@NullMarked
package dev.platter.multiconn;

import org.jspecify.annotations.NullMarked;
