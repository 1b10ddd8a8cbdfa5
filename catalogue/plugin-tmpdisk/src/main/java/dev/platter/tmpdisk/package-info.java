// SPDX-License-Identifier: BSD-3-Clause
/** A new file system for each client. */
@NullMarked
package dev.platter.tmpdisk;

import org.jspecify.annotations.NullMarked;
