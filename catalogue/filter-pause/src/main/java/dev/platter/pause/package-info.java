// SPDX-License-Identifier: BSD-3-Clause
/** Stops requests for a while. */
@NullMarked
package dev.platter.pause;

import org.jspecify.annotations.NullMarked;
