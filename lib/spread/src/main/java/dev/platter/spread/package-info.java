// SPDX-License-Identifier: BSD-3-Clause
/**
 * Spreads long requests that cost CPU over workers, so that a chain never waits for them. Each bundle that computes
 * bytes embeds its own copy of this package.
 */
@NullMarked
package dev.platter.spread;

import org.jspecify.annotations.NullMarked;
