// SPDX-License-Identifier: BSD-3-Clause
/** Plugins and filters to read and to copy; see README.md in this module's folder. */
@NullMarked
package dev.platter.examples;

import org.jspecify.annotations.NullMarked;
