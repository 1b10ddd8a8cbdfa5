// SPDX-License-Identifier: BSD-3-Clause
/** Tries single requests again that have failed. */
@NullMarked
package dev.platter.retryrequest;

import org.jspecify.annotations.NullMarked;
