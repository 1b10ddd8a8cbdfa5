// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code platter-gzip} can do: its first word, the words behind that, and the options that go with it. */
enum Verb {
    CREATE("IN OUT", "format check keep level threads force"),
    WRITE("FILE", "at from output force"),
    INFO("FILE", "json"),
    VERIFY("FILE", "threads json"),
    EXTRACT("FILE REGION OUT", "threads force"),
    REPAIR("FILE", "json");

    private final String words;
    private final String options;

    Verb(String words, String options) {
        this.words = words;
        this.options = options;
    }

    static Optional<Verb> of(String word) {
        return Arrays.stream(values()).filter(verb -> verb.title().equals(word)).findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(Verb::title).collect(Collectors.joining(", "));
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What stands behind it, by names. */
    List<String> words() {
        return List.of(words.split(" "));
    }

    List<String> options() {
        return List.of(options.split(" "));
    }
}
