// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.info;

import dev.platter.api.Details;
import java.util.Map;

/** What scripts ask for before they use a mode. */
public final class InfoDetails implements Details {
    /** Called by the server. */
    public InfoDetails() {}

    @Override
    public Map<String, String> details() {
        return Map.of("info_address", "yes", "info_base64", "yes");
    }
}
