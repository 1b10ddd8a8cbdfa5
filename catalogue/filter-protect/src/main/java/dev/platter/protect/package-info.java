// SPDX-License-Identifier: BSD-3-Clause
/** Protects parts of a disk from being changed. */
@NullMarked
package dev.platter.protect;

import org.jspecify.annotations.NullMarked;
