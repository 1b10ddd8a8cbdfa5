// SPDX-License-Identifier: BSD-3-Clause
/** A disk of which nobody is told which parts are allocated. */
@NullMarked
package dev.platter.noextents;

import org.jspecify.annotations.NullMarked;
