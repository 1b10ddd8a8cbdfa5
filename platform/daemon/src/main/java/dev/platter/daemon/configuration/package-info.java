// SPDX-License-Identifier: BSD-3-Clause
/** What {@code platter.toml} and {@code conf.d} say: read, checked, compared; nothing in here acts on it. */
@NullMarked
package dev.platter.daemon.configuration;

import org.jspecify.annotations.NullMarked;
