// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Platter's version, which the build has written into the jar. */
public final class PlatterVersion {
    private PlatterVersion() {}

    /**
     * Reads the version.
     *
     * @return for example {@code 0.1.0}
     */
    public static String read() {
        try (InputStream in = PlatterVersion.class.getResourceAsStream("version.txt")) {
            if (in == null) {
                throw new IllegalStateException("version.txt is missing beside " + PlatterVersion.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
