// SPDX-License-Identifier: BSD-3-Clause
/** Ends the server when something happens elsewhere. */
@NullMarked
package dev.platter.exitwhen;

import org.jspecify.annotations.NullMarked;
