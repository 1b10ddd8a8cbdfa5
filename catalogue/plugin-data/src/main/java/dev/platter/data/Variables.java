// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.data;

import dev.platter.api.parameters.KeyValue;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What variables stand for: parameters first, then the environment. */
record Variables(Map<String, String> parameters, Map<String, String> environment) {
    static Variables of(List<KeyValue> parameters) {
        Map<String, String> values = new HashMap<>();
        parameters.forEach(each -> values.put(each.key(), each.value()));
        return new Variables(values, System.getenv());
    }

    String get(String name) throws IOException {
        String value = parameters.getOrDefault(name, environment.get(name));
        if (value == null) {
            throw new IOException(
                    "$" + name + ": variable not found: add " + name + "=... or set it in the environment");
        }
        return value;
    }
}
