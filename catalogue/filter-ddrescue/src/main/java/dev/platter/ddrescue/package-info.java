// SPDX-License-Identifier: BSD-3-Clause
/** Fails reads of what ddrescue could not rescue. */
@NullMarked
package dev.platter.ddrescue;

import org.jspecify.annotations.NullMarked;
