// SPDX-License-Identifier: BSD-3-Clause
/**
 * The server's numbers, as Prometheus and others read them.
 *
 * <p>Connections count for themselves all the time, whether anybody looks or not ({@link dev.platter.engine.traffic}). Here
 * nothing is kept: a scrape adds them up, makes Prometheus' snapshots of the sums, and has them written. That is why the
 * Prometheus client's own counters, and the library they are in, are not used.
 */
@NullMarked
package dev.platter.daemon.metrics;

import org.jspecify.annotations.NullMarked;
