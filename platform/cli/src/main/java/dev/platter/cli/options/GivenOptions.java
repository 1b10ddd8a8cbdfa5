// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Options;

/**
 * A command line parsed by the rules of getopt_long(3), which nbdkit's and libnbd's tools follow: options may stand behind
 * other words, single letters may be joined, long names may be abbreviated, and {@code --} ends the options. Immutable.
 */
public final class GivenOptions {
    private final List<Getopt.Given> given;
    private final List<String> words;

    private GivenOptions(Getopt line) {
        given = List.copyOf(line.given());
        words = List.copyOf(line.words());
    }

    /**
     * Reads a command line.
     *
     * @param options the known options
     * @param args the command line
     * @return what was given
     * @throws OptionException if an option is unknown or lacks its value
     */
    public static GivenOptions parse(Options options, String... args) throws OptionException {
        return parse(options, Map.of(), WordSource.NONE, args);
    }

    /**
     * Reads a command line whose options have more long names than help shows.
     *
     * @param options the known options
     * @param synonyms other long names, without hyphens, and the long name of the option that each stands for
     * @param files reads a file of further words, where a word such as {@code @FILE} stands that is not an option's value
     * @param args the command line
     * @return what was given
     * @throws OptionException if an option is unknown or lacks its value, or a file cannot be read
     */
    public static GivenOptions parse(Options options, Map<String, String> synonyms, WordSource files, String... args)
            throws OptionException {
        Getopt line = new Getopt(options, synonyms, files);
        line.parse(args);
        return new GivenOptions(line);
    }

    /** Whether an option was given, by its long name. */
    public boolean has(String option) {
        for (Getopt.Given each : given) {
            if (option.equals(each.option().getLongOpt())) {
                return true;
            }
        }
        return false;
    }

    /** The value of an option, by its long name; of one that was repeated the last. */
    public Optional<String> last(String option) {
        List<String> values = all(option);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    /** Which of two options that contradict each other was given last, by their long names. */
    public Optional<String> lastOf(String one, String other) {
        for (Getopt.Given each : given.reversed()) {
            String name = each.option().getLongOpt();
            if (one.equals(name) || other.equals(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** All values of an option, by its long name, in the order in which they were given. */
    public List<String> all(String option) {
        List<String> values = new ArrayList<>();
        for (Getopt.Given each : given) {
            if (option.equals(each.option().getLongOpt()) && each.value().isPresent()) {
                values.add(each.value().get());
            }
        }
        return values;
    }

    /** The words that belong to no option, in the order in which they were given. */
    public List<String> words() {
        return words;
    }
}
