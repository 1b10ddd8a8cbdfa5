// SPDX-License-Identifier: BSD-3-Clause
/**
 * {@code platterd}: many exports in one process, whose plugins, filters and definitions change while clients stay connected.
 *
 * <p>The {@linkplain dev.platter.daemon.configuration configuration} is read and checked as a whole, and takes effect in one
 * transaction.
 */
@NullMarked
package dev.platter.daemon;

import org.jspecify.annotations.NullMarked;
