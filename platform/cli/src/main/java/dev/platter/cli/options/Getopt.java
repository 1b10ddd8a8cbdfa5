// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.options;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/**
 * Takes a command line apart by the rules of glibc's getopt_long(3), and objects in its words. Unlike Apache Commons CLI it takes
 * whatever follows an option with a value for the value, and a word with one hyphen for letters, never for a long name.
 */
final class Getopt {
    private final Map<String, Option> byName = new LinkedHashMap<>();
    private final Options options;
    private final WordSource files;
    private final List<Given> given = new ArrayList<>();
    private final List<String> words = new ArrayList<>();

    /** An option as it was given. */
    record Given(Option option, Optional<String> value) {}

    /**
     * Prepares for a command line.
     *
     * @param synonyms other long names of options, without hyphens
     * @param files reads further words
     */
    Getopt(Options options, Map<String, String> synonyms, WordSource files) {
        this.options = options;
        this.files = files;
        for (Option option : options.getOptions()) {
            if (option.hasLongOpt()) {
                byName.put(option.getLongOpt(), option);
            }
        }
        synonyms.forEach((synonym, name) -> byName.put(synonym, options.getOption(name)));
    }

    List<Given> given() {
        return given;
    }

    List<String> words() {
        return words;
    }

    void parse(String... args) throws OptionException {
        int next = 0;
        while (next < args.length) {
            String word = args[next++];
            if (word.equals("--")) {
                words.addAll(List.of(args).subList(next, args.length));
                return;
            }
            if (word.startsWith("--")) {
                next = longOption(word.substring(2), args, next);
            } else if (word.length() > 1 && word.charAt(0) == '-') {
                next = letters(word, args, next);
            } else {
                add(word);
            }
        }
    }

    private void add(String word) throws OptionException {
        List<String> meant = files.read(word);
        if (meant.size() == 1 && meant.getFirst().equals(word)) {
            words.add(word);
        } else {
            parse(meant.toArray(String[]::new));
        }
    }

    private int longOption(String text, String[] args, int next) throws OptionException {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        Option option = named(name);
        if (equals >= 0) {
            if (!option.hasArg()) {
                throw new OptionException("option '--" + option.getLongOpt() + "' doesn't allow an argument");
            }
            given.add(new Given(option, Optional.of(text.substring(equals + 1))));
            return next;
        }
        if (!option.hasArg() || option.hasOptionalArg()) {
            given.add(new Given(option, Optional.empty()));
            return next;
        }
        if (next == args.length) {
            throw new OptionException("option '--" + option.getLongOpt() + "' requires an argument");
        }
        given.add(new Given(option, Optional.of(args[next])));
        return next + 1;
    }

    /** An option by its name or by any beginning that no other option's name has. */
    private Option named(String name) throws OptionException {
        Option exact = byName.get(name);
        if (exact != null) {
            return exact;
        }
        List<String> possible = new ArrayList<>();
        boolean same = true;
        for (String each : byName.keySet()) {
            if (each.startsWith(name)) {
                possible.add(each);
                same &= byName.get(each).equals(byName.get(possible.getFirst()));
            }
        }
        if (possible.isEmpty()) {
            throw new OptionException("unrecognized option '--" + name + "'");
        }
        if (!same) {
            throw new OptionException("option '--" + name + "' is ambiguous: --" + String.join(" or --", possible));
        }
        return byName.get(possible.getFirst());
    }

    private int letters(String word, String[] args, int next) throws OptionException {
        for (int i = 1; i < word.length(); i++) {
            String letter = word.substring(i, i + 1);
            Option option = options.getOption(letter);
            if (option == null || !letter.equals(option.getOpt())) {
                throw new OptionException("invalid option -- '" + letter + "'");
            }
            if (!option.hasArg() || option.hasOptionalArg()) {
                given.add(new Given(option, Optional.empty()));
                continue;
            }
            if (i + 1 < word.length()) {
                given.add(new Given(option, Optional.of(word.substring(i + 1))));
                return next;
            }
            if (next == args.length) {
                throw new OptionException("option requires an argument -- '" + letter + "'");
            }
            given.add(new Given(option, Optional.of(args[next])));
            return next + 1;
        }
        return next;
    }
}
