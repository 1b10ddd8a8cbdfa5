// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.server.definition.Words;
import java.math.BigDecimal;
import java.util.Optional;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** Formats TOML values: for complaints about a value of the wrong kind, and for plugins, which read text. */
final class TomlValue {
    private TomlValue() {}

    static String described(Object value) {
        return switch (value) {
            case String text -> Words.written(text);
            case TomlTable table -> "a table";
            case TomlArray array -> "an array";
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            default -> "the date or time " + value;
        };
    }

    /** The text with the same meaning on a command line; empty if there is none. */
    static Optional<String> text(Object value) {
        return switch (value) {
            case String text -> Optional.of(text);
            case Boolean flag -> Optional.of(flag.toString());
            case Long number -> Optional.of(number.toString());
            // Not 1.0E-6, which parsers of parameters need not accept.
            case Double number
            when Double.isFinite(number) ->
                Optional.of(BigDecimal.valueOf(number).toPlainString());
            default -> Optional.empty();
        };
    }
}
