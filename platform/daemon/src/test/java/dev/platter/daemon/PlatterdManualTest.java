// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.Test;

/** The manual page of platterd takes its options from the code, names no others, and shows the important ones. */
class PlatterdManualTest {
    private static final Path PAGE = Path.of("src/main/manual/platterd.md");

    @Test
    void everyOptionOnThePageIsOneOfTheCommand() throws Exception {
        List<String> options = new PlatterdOptions()
                .getOptions().stream().map(Option::getLongOpt).toList();
        String page = Files.readString(PAGE);
        assertTrue(page.contains("@OPTIONS@"));
        Pattern.compile("platterd(?: \\[?--[a-z]+(?:=[^ \\]\n]+)?\\]?)+")
                .matcher(page)
                .results()
                .flatMap(use ->
                        Pattern.compile("--([a-z]+)").matcher(use.group()).results())
                .forEach(option -> assertTrue(options.contains(option.group(1)), option.group()));
    }

    @Test
    void theSynopsisHasEveryOptionOfAServer() throws Exception {
        String synopsis = Files.readString(PAGE).replaceAll("(?s).*## SYNOPSIS\\n(.*?)\\n## .*", "$1");
        for (Option option : new PlatterdOptions().getOptions()) {
            String name = option.getLongOpt();
            assertTrue(
                    List.of("help", "version").contains(name)
                            || synopsis.contains("--" + name + (option.hasArg() ? "=" + option.getArgName() : "")),
                    name);
        }
    }
}
