// SPDX-License-Identifier: BSD-3-Clause
/**
 * The exports of a server, and how they change.
 *
 * <p>A new configuration, a new bundle and a removed bundle are all handled in the same way: a
 * {@link dev.platter.server.exports.Target} says what to serve, and a {@link dev.platter.server.exports.Transaction} changes
 * the exports to that, or changes nothing.
 */
@NullMarked
package dev.platter.server.exports;

import org.jspecify.annotations.NullMarked;
