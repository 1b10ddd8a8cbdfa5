// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import dev.platter.api.parameters.KeyValue;
import dev.platter.client.NbdClient;
import dev.platter.engine.parameters.BadParameterException;
import dev.platter.engine.parameters.Schema;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Plugins as a command line makes them, and what tests do with their disks. */
final class Ssh {
    private Ssh() {}

    static SshPlugin of(List<String> parameters, String... more) {
        List<String> all = new ArrayList<>(parameters);
        all.addAll(Arrays.asList(more));
        List<KeyValue> given = all.stream()
                .map(parameter -> new KeyValue(
                        parameter.substring(0, parameter.indexOf('=')),
                        parameter.substring(parameter.indexOf('=') + 1)))
                .toList();
        try {
            return Schema.of(SshPlugin.class).construct(given, Path.of("").toAbsolutePath());
        } catch (BadParameterException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    static Served serve(List<String> parameters, String... more) throws IOException {
        return Served.of(of(parameters, more));
    }

    static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    static byte[] read(NbdClient client, long offset, int length) throws IOException {
        byte[] got = new byte[length];
        client.read(offset, ByteBuffer.allocate(length), 0).data().get(got);
        return got;
    }
}
