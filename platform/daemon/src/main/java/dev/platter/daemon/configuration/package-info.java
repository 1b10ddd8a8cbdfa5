// SPDX-License-Identifier: BSD-3-Clause
/** Reads, checks and compares the configuration in {@code platter.toml} and {@code conf.d}, without acting on it. */
@NullMarked
package dev.platter.daemon.configuration;

import org.jspecify.annotations.NullMarked;
