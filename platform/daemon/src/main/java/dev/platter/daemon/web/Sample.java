// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import java.util.Map;

/**
 * All traffic at one moment.
 *
 * @param nanos the time in nanoseconds, which is meaningful only as a difference
 * @param exports the traffic of exports by name
 * @param connections the traffic of connections by number
 */
record Sample(long nanos, Map<String, Flow> exports, Map<Long, Flow> connections) {}
