// SPDX-License-Identifier: BSD-3-Clause
/**
 * The server's metrics, for Prometheus and compatible scrapers.
 *
 * <p>Each connection always has its own counters ({@link dev.platter.engine.traffic}). This package stores nothing: a scrape
 * sums the counters up, makes Prometheus snapshots of the sums, and writes them. That is why the Prometheus client's own
 * counters, and their library, are not used.
 */
@NullMarked
package dev.platter.daemon.metrics;

import org.jspecify.annotations.NullMarked;
