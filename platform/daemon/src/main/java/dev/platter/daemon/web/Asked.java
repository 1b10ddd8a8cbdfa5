// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request says besides its path.
 *
 * @param accept the header {@code Accept}; empty if there was none
 * @param query the query's parameters; of several with the same name the last one
 */
record Asked(String accept, Map<String, String> query) {
    /** Reads the query of an address, whose escapes are in order, or it would not be an address. */
    static Asked of(@Nullable String accept, @Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals >= 0) {
                    parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
                }
            }
        }
        return new Asked(accept == null ? "" : accept, Map.copyOf(parameters));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
