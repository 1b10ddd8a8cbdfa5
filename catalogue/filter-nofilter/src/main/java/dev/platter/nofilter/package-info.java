// SPDX-License-Identifier: BSD-3-Clause
/** Changes nothing. */
@NullMarked
package dev.platter.nofilter;

import org.jspecify.annotations.NullMarked;
