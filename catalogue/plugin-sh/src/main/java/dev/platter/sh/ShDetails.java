// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.sh;

import dev.platter.api.Details;
import java.util.Map;

/** What the status of a program can mean, for scripts that use more than the first three. */
public final class ShDetails implements Details {
    /** Called by the server. */
    public ShDetails() {}

    @Override
    public Map<String, String> details() {
        return Map.of("max_known_status", "8");
    }
}
