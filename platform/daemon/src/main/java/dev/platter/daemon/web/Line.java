// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import dev.platter.daemon.history.Measure;

/**
 * A line of a chart.
 *
 * @param name what it shows
 * @param measure where its numbers come from
 */
record Line(String name, Measure measure) {}
