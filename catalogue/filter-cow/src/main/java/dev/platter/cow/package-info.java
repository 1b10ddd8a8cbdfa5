// SPDX-License-Identifier: BSD-3-Clause
/** A disk that can be written to in front of one that stays as it is. */
@NullMarked
package dev.platter.cow;

import org.jspecify.annotations.NullMarked;
