// SPDX-License-Identifier: BSD-3-Clause
/**
 * The server over HTTP, for people and programs: health, metrics, and a status page. All of it is read-only, and shows no
 * secrets.
 *
 * <p>The page is made from {@linkplain dev.platter.server.steering.Steering queries of the server}: the classes named
 * {@code …Table} choose its content, {@code Table} writes the HTML, and {@code page.js} refreshes it. {@code Charts} choose the
 * pictures of the {@linkplain dev.platter.daemon.history.History history}, {@code LineChart} and {@code Histogram} write SVG into
 * the page.
 */
@NullMarked
package dev.platter.daemon.web;

import org.jspecify.annotations.NullMarked;
