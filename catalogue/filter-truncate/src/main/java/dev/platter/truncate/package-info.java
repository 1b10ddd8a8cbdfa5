// SPDX-License-Identifier: BSD-3-Clause
/** A disk with another size. */
@NullMarked
package dev.platter.truncate;

import org.jspecify.annotations.NullMarked;
