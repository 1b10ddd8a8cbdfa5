// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.steering;

import java.time.Instant;
import java.util.Optional;

/**
 * A change of bundles or exports.
 *
 * @param at when it happened
 * @param what a sentence without a full stop, for example {@code deployed plugin 'memory' 1.2.0}
 * @param problem why it failed; empty if it succeeded
 */
public record Deployment(Instant at, String what, Optional<String> problem) {}
