// SPDX-License-Identifier: BSD-3-Clause
/**
 * What people and programs see of a server over HTTP: health, metrics, and a page. It only reads; nothing can be steered from
 * here, and nothing secret is shown.
 *
 * <p>The page is made of {@linkplain dev.platter.server.steering.Steering what the server says of itself}: the classes named
 * {@code …Table} choose what is in it, {@code Table} writes it down, and {@code page.js} fetches it anew.
 */
@NullMarked
package dev.platter.daemon.web;

import org.jspecify.annotations.NullMarked;
