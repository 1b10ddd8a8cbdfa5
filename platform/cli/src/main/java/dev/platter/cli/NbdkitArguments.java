// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns nbdkit's alternative spellings of options into those that our help shows. */
final class NbdkitArguments {
    private static final Map<String, String> SYNONYMS = Map.of(
            "--read-only", "--readonly",
            "--export-name", "--exportname",
            "--export", "--exportname",
            "--ip-addr", "--ipaddr",
            "--no-fork", "--foreground");

    private NbdkitArguments() {}

    static String[] translate(String... args) {
        List<String> ours = new ArrayList<>(args.length);
        boolean options = true;
        for (String word : args) {
            options &= !word.equals("--");
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            ours.add(options ? SYNONYMS.getOrDefault(name, name) + word.substring(name.length()) : word);
        }
        return ours.toArray(String[]::new);
    }
}
