// SPDX-License-Identifier: BSD-3-Clause
/** The first class of every command. It depends on no other jar, so that it can tell which of them is damaged. */
@NullMarked
package dev.platter.start;

import org.jspecify.annotations.NullMarked;
