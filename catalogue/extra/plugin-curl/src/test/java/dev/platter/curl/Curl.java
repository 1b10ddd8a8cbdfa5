// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import dev.platter.api.parameters.KeyValue;
import dev.platter.engine.parameters.BadParameterException;
import dev.platter.engine.parameters.Schema;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Plugins as a command line makes them. */
final class Curl {
    private Curl() {}

    static CurlPlugin of(URI url, String... parameters) {
        List<KeyValue> given = new ArrayList<>(List.of(new KeyValue("url", url.toString())));
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            given.add(new KeyValue(parameter.substring(0, equals), parameter.substring(equals + 1)));
        }
        try {
            return Schema.of(CurlPlugin.class).construct(given, Path.of("").toAbsolutePath());
        } catch (BadParameterException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    static Served serve(URI url, String... parameters) throws IOException {
        return Served.of(of(url, parameters));
    }
}
