// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cdi;

import dev.platter.api.parameters.KeyValue;
import dev.platter.engine.parameters.BadParameterException;
import dev.platter.engine.parameters.Schema;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Plugins as a command line makes them. */
final class Cdi {
    private Cdi() {}

    static Served serve(String name, String... parameters) throws IOException {
        List<KeyValue> given =
                new ArrayList<>(List.of(new KeyValue("name", name), new KeyValue("tls-verify", "false")));
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            given.add(new KeyValue(parameter.substring(0, equals), parameter.substring(equals + 1)));
        }
        try {
            return Served.of(
                    Schema.of(CdiPlugin.class).construct(given, Path.of("").toAbsolutePath()));
        } catch (BadParameterException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    static byte[] whole(Served served) throws IOException {
        byte[] all = new byte[Math.toIntExact(served.client().export().size())];
        served.client().read(0, ByteBuffer.allocate(all.length), 0).data().get(all);
        return all;
    }
}
