// SPDX-License-Identifier: BSD-3-Clause
/** A disk that takes its time, and no thread. */
@NullMarked
package dev.platter.delay;

import org.jspecify.annotations.NullMarked;
