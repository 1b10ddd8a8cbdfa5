// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import dev.platter.nbd.BlockStatus;
import java.util.Arrays;
import java.util.Map;

/** Turns option spellings that nbdinfo accepts, though its manual hardly mentions them, into those of our help. */
final class NbdinfoArguments {
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("--is", "--can"),
            Map.entry("--has", "--can"),
            Map.entry("--have", "--can"),
            Map.entry("--can-not", "--cannot"),
            Map.entry("--cant", "--cannot"),
            Map.entry("--isnt", "--cannot"),
            Map.entry("--hasnt", "--cannot"),
            Map.entry("--is-not", "--cannot"),
            Map.entry("--isnot", "--cannot"),
            Map.entry("--has-not", "--cannot"),
            Map.entry("--hasnot", "--cannot"),
            Map.entry("--have-not", "--cannot"),
            Map.entry("--havenot", "--cannot"),
            Map.entry("--havent", "--cannot"),
            Map.entry("--total", "--totals"),
            // The context must be attached with "=": a separate word after the option is the URI.
            Map.entry("--map", "--map=" + BlockStatus.BASE_ALLOCATION));

    private NbdinfoArguments() {}

    static String[] translate(String... args) {
        return Arrays.stream(args).map(NbdinfoArguments::translate).toArray(String[]::new);
    }

    private static String translate(String argument) {
        int equals = argument.indexOf('=');
        if (equals < 0) {
            return SYNONYMS.getOrDefault(argument, argument);
        }
        String name = argument.substring(0, equals);
        return name.equals("--map") ? argument : SYNONYMS.getOrDefault(name, name) + argument.substring(equals);
    }
}
