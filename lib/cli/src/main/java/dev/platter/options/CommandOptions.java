// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.options;

import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Declares the options of a command, in the order in which help and manual show them. */
public final class CommandOptions {
    private final Options options;

    /**
     * Begins to declare.
     *
     * @param options gets the options
     */
    public CommandOptions(Options options) {
        this.options = options;
    }

    /**
     * Declares an option without a value.
     *
     * @param name its long name
     * @param meaning a sentence
     */
    public void flag(String name, String meaning) {
        options.addOption(Option.builder().longOpt(name).desc(meaning).get());
    }

    /**
     * Declares an option without a value that also has a letter.
     *
     * @param letter its short name
     * @param name its long name
     * @param meaning a sentence
     */
    public void flag(String letter, String name, String meaning) {
        options.addOption(Option.builder(letter).longOpt(name).desc(meaning).get());
    }

    /**
     * Declares an option with a value.
     *
     * @param name its long name
     * @param value what the value is called
     * @param meaning a sentence
     */
    public void value(String name, String value, String meaning) {
        options.addOption(withValue(Option.builder(), name, value, meaning).get());
    }

    /**
     * Declares an option with a value that also has a letter.
     *
     * @param letter its short name
     * @param name its long name
     * @param value what the value is called
     * @param meaning a sentence
     */
    public void value(String letter, String name, String value, String meaning) {
        options.addOption(
                withValue(Option.builder(letter), name, value, meaning).get());
    }

    /**
     * Declares an option whose value may be left out.
     *
     * @param name its long name
     * @param value what the value is called
     * @param meaning a sentence
     */
    public void optionalValue(String name, String value, String meaning) {
        options.addOption(withValue(Option.builder(), name, value, meaning)
                .optionalArg(true)
                .get());
    }

    /**
     * Declares an option whose value may be left out, and that also has a letter, which takes none.
     *
     * @param letter its short name
     * @param name its long name
     * @param value what the value is called
     * @param meaning a sentence
     */
    public void optionalValue(String letter, String name, String value, String meaning) {
        options.addOption(withValue(Option.builder(letter), name, value, meaning)
                .optionalArg(true)
                .get());
    }

    private static Option.Builder withValue(Option.Builder option, String name, String value, String meaning) {
        return option.longOpt(name).hasArg().argName(value).desc(meaning);
    }
}
