// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import java.util.Optional;

/**
 * What became of one value. Secrets are not in it.
 *
 * @param key for example {@code plugin.parameters.size}
 * @param before as it would be written; empty if there was none
 * @param after likewise
 */
public record Change(String key, Optional<String> before, Optional<String> after) {
    /** Stands for a value that nobody may see. */
    static final String SECRET = "(secret)";

    private static final String NONE = "(none)";

    @Override
    public String toString() {
        return key + " " + before.orElse(NONE) + " → " + after.orElse(NONE);
    }
}
