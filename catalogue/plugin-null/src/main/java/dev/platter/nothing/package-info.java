// SPDX-License-Identifier: BSD-3-Clause
/**
 * A disk of zeroes. The package is not called after the plugin: {@code null} is a word of the language, and files named
 * {@code nul} cannot be unpacked on Windows.
 */
@NullMarked
package dev.platter.nothing;

import org.jspecify.annotations.NullMarked;
