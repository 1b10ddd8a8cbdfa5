// SPDX-License-Identifier: BSD-3-Clause
/** A disk whose requests a script in Tcl answers. */
@NullMarked
package dev.platter.tcl;

import org.jspecify.annotations.NullMarked;
