// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.host.RefusedException;
import java.util.Locale;
import java.util.Optional;

/** The values of {@code --tls}. */
enum TlsOption {
    /** The option was not given. */
    UNSAID,
    OFF,
    ON,
    REQUIRE;

    /** Reads a value; like nbdkit, it takes every word that means yes or no. */
    static TlsOption of(Optional<String> text) throws RefusedException {
        if (text.isEmpty()) {
            return UNSAID;
        }
        return switch (text.get().toLowerCase(Locale.ROOT)) {
            case "off", "no", "n", "false", "f", "0" -> OFF;
            case "on", "yes", "y", "true", "t", "1" -> ON;
            case "require", "required", "force" -> REQUIRE;
            default ->
                throw new RefusedException(
                        "--tls: could not decipher boolean (" + text.get() + "): write off, on or require");
        };
    }

    /** How it is written. */
    String option() {
        return "--tls=" + name().toLowerCase(Locale.ROOT);
    }
}
