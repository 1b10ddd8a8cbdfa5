// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.bundles;

import java.util.Optional;

/**
 * A bundle as shown to people.
 *
 * @param kind plugin or filter; {@code jar} for a file whose contents are not known
 * @param name its name
 * @param version its version; empty if unknown
 * @param state its state
 * @param users how many chains use it
 * @param jar the jar that holds it
 * @param problem what is wrong with it; empty if it is usable
 */
public record BundleStatus(
        String kind, String name, String version, BundleState state, int users, String jar, Optional<String> problem) {}
