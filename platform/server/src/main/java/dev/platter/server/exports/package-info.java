// SPDX-License-Identifier: BSD-3-Clause
/**
 * What is served, and how it becomes something else.
 *
 * <p>Whatever changes, a configuration, a bundle that came or one that went, is the same thing in here: a
 * {@link dev.platter.server.exports.Target} that is to be served in place of the present one, and a
 * {@link dev.platter.server.exports.Transaction} that gets there or leaves all as it was.
 */
@NullMarked
package dev.platter.server.exports;

import org.jspecify.annotations.NullMarked;
