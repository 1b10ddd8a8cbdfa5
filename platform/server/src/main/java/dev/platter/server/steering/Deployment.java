// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.steering;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that has happened to bundles or exports.
 *
 * @param at when
 * @param what a sentence without its end, for example {@code deployed plugin 'memory' 1.2.0}
 * @param problem why it has failed; empty if it has not
 */
public record Deployment(Instant at, String what, Optional<String> problem) {}
