// SPDX-License-Identifier: BSD-3-Clause
/** Hides from clients which parts of a disk are allocated. */
@NullMarked
package dev.platter.noextents;

import org.jspecify.annotations.NullMarked;
