// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import dev.platter.api.parameters.Size;
import dev.platter.cli.options.GivenOptions;
import dev.platter.cli.options.OptionException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** A command line that has the right words and options for its verb. */
record Words(Verb verb, List<String> words, GivenOptions options) {
    private static final String STANDARD = "-";

    static Words of(GivenOptions given) throws OptionException {
        if (given.words().isEmpty()) {
            throw new OptionException("a command is needed: " + Verb.all());
        }
        String first = given.words().getFirst();
        Verb verb = Verb.of(first)
                .orElseThrow(
                        () -> new OptionException("'" + first + "' is not a command: the commands are " + Verb.all()));
        List<String> words = given.words().subList(1, given.words().size());
        if (words.size() != verb.words().size()) {
            throw new OptionException(first + " takes " + String.join(" and ", verb.words()) + ", and "
                    + (words.isEmpty() ? "nothing" : String.join(" ", words)) + " was given");
        }
        for (Option option : new PlatterGzipOptions().getOptions()) {
            String name = option.getLongOpt();
            if (given.has(name) && !verb.options().contains(name)) {
                throw new OptionException("--" + name + " does not go with " + first);
            }
        }
        return new Words(verb, words, given);
    }

    boolean isStandard(int word) {
        return words.get(word).equals(STANDARD);
    }

    String word(int index) {
        return words.get(index);
    }

    Path path(int word) throws OptionException {
        return path(words.get(word));
    }

    Optional<Path> path(Optional<String> text) throws OptionException {
        return text.isPresent() ? Optional.of(path(text.get())) : Optional.empty();
    }

    private static Path path(String text) throws OptionException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new OptionException("'" + text + "' is not a path: " + e.getReason());
        }
    }

    /** A number whose range depends on the format, which refuses one that it does not have. */
    Optional<Integer> number(String option) throws OptionException {
        Optional<String> text = options.last(option);
        try {
            return text.map(Integer::valueOf);
        } catch (NumberFormatException e) {
            throw new OptionException("--" + option + "=" + text.get() + ": write a whole number");
        }
    }

    private Optional<Integer> number(String option, int lowest, int highest) throws OptionException {
        Optional<Integer> number = number(option);
        if (number.isPresent() && (number.get() < lowest || number.get() > highest)) {
            throw new OptionException(
                    "--" + option + "=" + number.get() + ": write a whole number from " + lowest + " to " + highest);
        }
        return number;
    }

    int threads() throws OptionException {
        return number("threads", 1, 1024).orElse(Runtime.getRuntime().availableProcessors());
    }

    long offset(String option) throws OptionException {
        String text = options.last(option)
                .orElseThrow(() -> new OptionException("--" + option + " is needed with " + verb.title()));
        try {
            return Size.parse(text).bytes();
        } catch (IllegalArgumentException e) {
            throw new OptionException("--" + option + "=" + text + ": " + e.getMessage());
        }
    }
}
