// SPDX-License-Identifier: BSD-3-Clause
/** Helps authors to test their plugins and filters. */
@NullMarked
package dev.platter.testkit;

import org.jspecify.annotations.NullMarked;
