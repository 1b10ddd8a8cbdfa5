// SPDX-License-Identifier: BSD-3-Clause
/** A disk that fails now and then, so that clients can be seen to bear it. */
@NullMarked
package dev.platter.error;

import org.jspecify.annotations.NullMarked;
