// SPDX-License-Identifier: BSD-3-Clause
/** Limits how much clients read and write in a second. */
@NullMarked
package dev.platter.rate;

import org.jspecify.annotations.NullMarked;
