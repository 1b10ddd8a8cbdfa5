// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.resources;

/**
 * A metric of a plugin or filter at one moment.
 *
 * @param member the name of the plugin or filter in its chain
 * @param counter whether the number only grows
 * @param name the metric's name, without what the server adds
 * @param help what it counts or shows
 * @param value the number
 */
public record MetricReading(String member, boolean counter, String name, String help, long value) {}
