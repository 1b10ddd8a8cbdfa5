// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Facts about a plugin or filter on the machine at hand, for scripts that read {@code --dump-plugin}: whether the
 * system can punch holes, say.
 *
 * @since 0.1
 */
@ConsumerType
@FunctionalInterface
public interface Details {
    /**
     * Finds out the facts. Called once, on any thread, without an instance of the plugin or filter.
     *
     * @return what to print as {@code key=value} lines, in the map's order; keys are lower-case with underscores
     */
    Map<String, String> details();

    /** The default of the annotations: no facts. */
    final class None implements Details {
        /** Called by the server. */
        public None() {}

        @Override
        public Map<String, String> details() {
            return Map.of();
        }
    }
}
