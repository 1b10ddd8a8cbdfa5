// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.bundles;

import java.util.Optional;

/**
 * A bundle as people are shown it.
 *
 * @param kind plugin or filter; {@code jar} for a file of which nothing more is known
 * @param name what it is called
 * @param version its version; empty if that is not known
 * @param state what became of it
 * @param users how many chains use it
 * @param jar where it came from
 * @param problem what is wrong with it, if anything is
 */
public record BundleStatus(
        String kind, String name, String version, BundleState state, int users, String jar, Optional<String> problem) {}
