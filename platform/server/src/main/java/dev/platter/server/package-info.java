// SPDX-License-Identifier: BSD-3-Clause
/**
 * One running server, from a definition that a door has written: {@code platter} out of the words of a command line,
 * {@code platterd} out of TOML.
 *
 * <p>{@link dev.platter.server.RunningServer} opens what the definition names, serves it, goes over to other definitions and other
 * bundles while clients stay connected, and takes everything down again. It knows neither TOML, nor JSON, nor HTTP.
 */
@NullMarked
package dev.platter.server;

import org.jspecify.annotations.NullMarked;
