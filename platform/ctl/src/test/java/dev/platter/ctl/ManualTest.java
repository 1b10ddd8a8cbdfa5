// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The manual page, whose options come from the code anyway, has every command and every exit status too. */
class ManualTest {
    private static final Path PAGE = Path.of("src/main/manual/platterctl.md");

    private static String section(String heading) throws Exception {
        String page = Files.readString(PAGE);
        int start = page.indexOf("## " + heading + "\n");
        return page.substring(start, page.indexOf("\n## ", start));
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    @Test
    void everyCommandIsShownAndExplained() throws Exception {
        List<String> titles = Verb.shown().stream().map(Verb::title).toList();
        assertEquals(titles, found("^    platterctl ((?:export )?[a-z]+)", section("SYNOPSIS")));
        assertEquals(titles, found("^\\| `([a-z ]+)` \\|", section("DESCRIPTION")));
    }

    @Test
    void everyCommandIsShownWithItsOptionsAndWords() throws Exception {
        String synopsis = section("SYNOPSIS").replaceAll("\n {6,}", " ");
        for (Verb verb : Verb.shown()) {
            String line = synopsis.lines()
                    .filter(each -> each.startsWith("    platterctl " + verb.title()))
                    .findFirst()
                    .orElseThrow();
            assertTrue(line.endsWith(verb.words()), line);
            assertEquals(
                    verb.options().stream().sorted().toList(),
                    found("--([a-z-]+)", line).stream().sorted().toList());
        }
    }

    @Test
    void everyExitStatusIsExplained() throws Exception {
        assertEquals(
                Arrays.stream(ExitStatus.values())
                        .map(status -> Integer.toString(status.number()))
                        .toList(),
                found("^\\| ([0-9]) \\|", section("EXIT STATUS")));
    }
}
