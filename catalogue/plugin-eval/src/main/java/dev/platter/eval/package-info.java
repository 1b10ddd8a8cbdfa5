// SPDX-License-Identifier: BSD-3-Clause
/** A disk whose requests scripts on the command line answer. */
@NullMarked
package dev.platter.eval;

import org.jspecify.annotations.NullMarked;
