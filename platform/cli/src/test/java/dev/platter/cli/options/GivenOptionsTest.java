// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The habits of getopt_long(3) that scripts rely on. */
class GivenOptionsTest {
    private final Options options = new Options()
            .addOption("U", "unix", true, "socket")
            .addOption("r", "readonly", false, "no writes")
            .addOption("v", "verbose", false, "talk")
            .addOption(Option.builder().longOpt("filter").hasArg().desc("").get());

    @ParameterizedTest
    @ValueSource(
            strings = {"-U x p", "-Ux p", "p -U x", "--unix x p", "--unix=x p", "p --un=x", "-rvUx p", "-U y p -U x"})
    void aValueMayBeGivenInManyWays(String line) throws OptionException {
        GivenOptions given = GivenOptions.parse(options, line.split(" ", -1));
        assertEquals(Optional.of("x"), given.last("unix"));
        assertEquals(List.of("p"), given.words());
    }

    @Test
    void shortOptionsMayBeJoined() throws OptionException {
        GivenOptions given = GivenOptions.parse(options, "-rv");
        assertTrue(given.has("readonly") && given.has("verbose"));
        assertFalse(given.has("unix"));
    }

    @Test
    void aHyphenAloneIsAValueOrAWord() throws OptionException {
        GivenOptions given = GivenOptions.parse(options, "-U", "-", "p", "-");
        assertEquals(Optional.of("-"), given.last("unix"));
        assertEquals(List.of("p", "-"), given.words());
    }

    @Test
    void twoHyphensEndTheOptions() throws OptionException {
        assertEquals(
                List.of("p", "-r", "--filter=x"),
                GivenOptions.parse(options, "p", "--", "-r", "--filter=x").words());
    }

    @Test
    void repeatedValuesKeepTheirOrderAndTheirQuotes() throws OptionException {
        GivenOptions given = GivenOptions.parse(options, "--filter=b", "p", "--filter", "\"a\"");
        assertEquals(List.of("b", "\"a\""), given.all("filter"));
    }

    @Test
    void valueMayLookLikeAnOption() throws OptionException {
        GivenOptions given = GivenOptions.parse(options, "-U", "-r", "--filter", "--", "p");
        assertEquals(Optional.of("-r"), given.last("unix"));
        assertEquals(List.of("--"), given.all("filter"));
        assertFalse(given.has("readonly"));
    }

    @Test
    void synonymIsTheOptionAndSoIsABeginningOfBoth() throws OptionException {
        for (String word : List.of("--read-only", "--readonly", "--read", "--read-o")) {
            GivenOptions given = GivenOptions.parse(options, Map.of("read-only", "readonly"), WordSource.NONE, word);
            assertTrue(given.has("readonly"), word);
        }
    }

    @Test
    void wordIsReplacedByOthersButAValueIsNot() throws OptionException {
        WordSource files = word -> word.equals("@f") ? List.of("-r", "x") : List.of(word);
        GivenOptions given = GivenOptions.parse(options, Map.of(), files, "-U", "@f", "p", "@f", "y");
        assertEquals(Optional.of("@f"), given.last("unix"));
        assertEquals(List.of("p", "x", "y"), given.words());
        assertTrue(given.has("readonly"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--nope; unrecognized option '--nope'",
                "-unix; invalid option -- 'n'",
                "-rz; invalid option -- 'z'",
                "-rU; option requires an argument -- 'U'",
                "--un; option '--unix' requires an argument",
                "--readonly=1; option '--readonly' doesn't allow an argument"
            })
    void objectionsAreThoseOfGetopt(String word, String objection) {
        Options all = new Options()
                .addOption("U", "unix", true, "socket")
                .addOption("u", "user", false, "")
                .addOption("r", "readonly", false, "no writes");
        assertEquals(
                objection,
                assertThrows(OptionException.class, () -> GivenOptions.parse(all, word))
                        .getMessage());
    }
}
