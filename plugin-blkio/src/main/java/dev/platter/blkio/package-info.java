// SPDX-License-Identifier: BSD-3-Clause
/** The plugin blkio: its parameters, which engine serves them, and the connections that its clients share. */
@NullMarked
package dev.platter.blkio;

import org.jspecify.annotations.NullMarked;
