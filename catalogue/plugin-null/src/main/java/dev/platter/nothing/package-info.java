// SPDX-License-Identifier: BSD-3-Clause
/**
 * A disk of zeroes. The package does not have the plugin's name: {@code null} is a keyword, and Windows cannot unpack
 * files named {@code nul}.
 */
@NullMarked
package dev.platter.nothing;

import org.jspecify.annotations.NullMarked;
