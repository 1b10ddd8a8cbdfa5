// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.options;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.cli.AmbiguousOptionException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/**
 * A command line parsed by the rules of getopt_long(3), which nbdkit's and libnbd's tools follow: options may stand behind
 * other words, single letters may be joined, long names may be abbreviated, and {@code --} ends the options. Immutable.
 */
public final class GivenOptions {
    private final CommandLine line;

    private GivenOptions(CommandLine line) {
        this.line = line;
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
        DefaultParser parser = DefaultParser.builder()
                .setAllowPartialMatching(true)
                .setStripLeadingAndTrailingQuotes(false)
                .get();
        try {
            return new GivenOptions(parser.parse(options, args));
        } catch (AmbiguousOptionException e) {
            throw new OptionException(
                    "option '" + e.getOption() + "' is ambiguous: --" + String.join(" or --", e.getMatchingOptions()),
                    e);
        } catch (UnrecognizedOptionException e) {
            throw new OptionException("unrecognized option '" + e.getOption() + "'", e);
        } catch (MissingArgumentException e) {
            throw new OptionException("option '" + nameOf(e.getOption()) + "' requires an argument", e);
        } catch (ParseException e) {
            throw new OptionException(e.getMessage(), e);
        }
    }

    private static String nameOf(Option option) {
        return option.hasLongOpt() ? "--" + option.getLongOpt() : "-" + option.getOpt();
    }

    /** Whether an option was given, by its long name. */
    public boolean has(String option) {
        return line.hasOption(option);
    }

    /** The value of an option, by its long name; of one that was repeated the last. */
    public Optional<String> last(String option) {
        List<String> values = all(option);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    /** Which of two options that contradict each other was given last, by their long names. */
    public Optional<String> lastOf(String one, String other) {
        return Stream.of(line.getOptions())
                .map(Option::getLongOpt)
                .filter(name -> name.equals(one) || name.equals(other))
                .reduce((first, second) -> second);
    }

    /** All values of an option, by its long name, in the order in which they were given. */
    public List<String> all(String option) {
        String[] values = line.getOptionValues(option);
        return values == null ? List.of() : List.of(values);
    }

    /** The words that belong to no option, in the order in which they were given. */
    public List<String> words() {
        return line.getArgList();
    }
}
