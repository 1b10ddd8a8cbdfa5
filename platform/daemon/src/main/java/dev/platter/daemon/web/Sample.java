// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import java.util.Map;

/**
 * All counts at one moment.
 *
 * @param nanos when, by a clock that only tells differences
 * @param exports by name
 * @param connections by number
 */
record Sample(long nanos, Map<String, Flow> exports, Map<Long, Flow> connections) {}
