// SPDX-License-Identifier: BSD-3-Clause
/** A disk that fails now and then, to test how clients handle errors. */
@NullMarked
package dev.platter.error;

import org.jspecify.annotations.NullMarked;
