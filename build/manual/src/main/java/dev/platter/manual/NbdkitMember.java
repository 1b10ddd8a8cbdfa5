// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import dev.platter.engine.parameters.Schema;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A plugin or filter of nbdkit's, as the list has it.
 *
 * @param kind what it is
 * @param name its name
 * @param differences how ours differs, in a sentence; empty if it does not, or there is none
 * @param missing why there is none, in a sentence; empty if there is
 */
record NbdkitMember(Schema.Kind kind, String name, Optional<String> differences, Optional<String> missing) {
    private static final String SEPARATOR = " | ";
    private static final String NOTHING = "-";

    /**
     * Reads a line of the list: kind, name, differences and the reason, with {@code |} between them and {@code -} for nothing.
     *
     * @throws IllegalArgumentException if it is none
     */
    static NbdkitMember parse(String line) {
        String[] parts = line.split(Pattern.quote(SEPARATOR), -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("it must be: kind | name | differences of ours | why there is none");
        }
        return new NbdkitMember(
                Schema.Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts[1], text(parts[2]), text(parts[3]));
    }

    private static Optional<String> text(String part) {
        return part.equals(NOTHING) ? Optional.empty() : Optional.of(part);
    }
}
