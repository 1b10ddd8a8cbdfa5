// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import dev.platter.api.parameters.KeyValue;
import dev.platter.engine.parameters.BadParameterException;
import dev.platter.engine.parameters.Schema;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Plugins as a command line makes them. */
final class S3 {
    private S3() {}

    static S3Plugin of(String... parameters) {
        List<KeyValue> given = new ArrayList<>();
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            given.add(new KeyValue(parameter.substring(0, equals), parameter.substring(equals + 1)));
        }
        try {
            return Schema.of(S3Plugin.class).construct(given, Path.of("").toAbsolutePath());
        } catch (BadParameterException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    static Served serve(String... parameters) throws IOException {
        return Served.of(of(parameters));
    }

    static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
