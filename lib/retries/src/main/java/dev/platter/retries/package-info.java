// SPDX-License-Identifier: BSD-3-Clause
/** Requests that are carried out again when they have failed. */
@NullMarked
package dev.platter.retries;

import org.jspecify.annotations.NullMarked;
