// SPDX-License-Identifier: BSD-3-Clause
/** Refuses clients beyond a number. */
@NullMarked
package dev.platter.limit;

import org.jspecify.annotations.NullMarked;
