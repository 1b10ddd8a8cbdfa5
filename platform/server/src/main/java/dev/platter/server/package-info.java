// SPDX-License-Identifier: BSD-3-Clause
/**
 * One running server, from a definition that {@code platter} makes out of a command line, or {@code platterd} out of TOML.
 *
 * <p>{@link dev.platter.server.RunningServer} opens what the definition names, serves it, goes over to other definitions and
 * other bundles while clients stay connected, and closes everything again. It knows nothing of TOML, JSON or HTTP.
 */
@NullMarked
package dev.platter.server;

import org.jspecify.annotations.NullMarked;
