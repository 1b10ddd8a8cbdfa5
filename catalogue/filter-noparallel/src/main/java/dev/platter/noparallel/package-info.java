// SPDX-License-Identifier: BSD-3-Clause
/** Limits how many requests or connections are served at a time. */
@NullMarked
package dev.platter.noparallel;

import org.jspecify.annotations.NullMarked;
