// SPDX-License-Identifier: BSD-3-Clause
/** Ends the server when its last client has gone. */
@NullMarked
package dev.platter.exitlast;

import org.jspecify.annotations.NullMarked;
