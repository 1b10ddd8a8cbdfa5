// SPDX-License-Identifier: BSD-3-Clause
/**
 * The traffic of the last minute, hour and day, kept in memory for the page.
 *
 * <p>{@code Sampler} reads the counters of all exports once a second. {@code History} has a {@code Series} for each export with
 * traffic, that has a {@code Track} for each {@code Span}: rings of fixed size, one number for each step. What requests do is
 * not touched; a percentile is computed from the difference of two histograms that the engine counts anyway.
 */
@NullMarked
package dev.platter.daemon.history;

import org.jspecify.annotations.NullMarked;
