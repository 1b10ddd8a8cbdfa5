// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.AmbiguousOptionException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** A parsed command line: options, by their long names, and words. Options may stand anywhere, and {@code --} ends them. */
final class Given {
    private final CommandLine line;
    private final List<String> words;

    private Given(CommandLine line, List<String> words) {
        this.line = line;
        this.words = words;
    }

    static Given parse(String... args) throws Failure {
        DefaultParser parser = DefaultParser.builder()
                .setAllowPartialMatching(true)
                .setStripLeadingAndTrailingQuotes(false)
                .get();
        try {
            CommandLine line = parser.parse(new PlatterctlOptions(), args);
            return new Given(line, line.getArgList());
        } catch (AmbiguousOptionException e) {
            throw Failure.usage(
                    "option '" + e.getOption() + "' is ambiguous: --" + String.join(" or --", e.getMatchingOptions()));
        } catch (UnrecognizedOptionException e) {
            throw Failure.usage("unrecognized option '" + e.getOption() + "'");
        } catch (MissingArgumentException e) {
            throw Failure.usage("option '--" + e.getOption().getLongOpt() + "' requires an argument");
        } catch (ParseException e) {
            throw Failure.usage(e.getMessage());
        }
    }

    /** The same command line without the first words. */
    Given without(int first) {
        return new Given(line, words.subList(first, words.size()));
    }

    List<String> words() {
        return words;
    }

    String word(int index) {
        return words.get(index);
    }

    boolean has(String option) {
        return line.hasOption(option);
    }

    Optional<String> last(String option) {
        List<String> all = all(option);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    List<String> all(String option) {
        String[] values = line.getOptionValues(option);
        return values == null ? List.of() : List.of(values);
    }

    /** The long names of all options that were given. */
    List<String> options() {
        return Arrays.stream(line.getOptions())
                .map(Option::getLongOpt)
                .distinct()
                .toList();
    }
}
