// SPDX-License-Identifier: BSD-3-Clause
/** Files one after the other as one disk. */
@NullMarked
package dev.platter.split;

import org.jspecify.annotations.NullMarked;
