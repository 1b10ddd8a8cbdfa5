// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.seekable.ImageFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.Test;

/** The shells and the manual page have the commands and options that there are, and no others. */
class CompletionFilesTest {
    private static final Path SHARE = Path.of("../distribution/src/main/tarball/share");
    private static final Path BASH = SHARE.resolve("bash-completion/completions/platter-gzip");
    private static final Path ZSH = SHARE.resolve("zsh/site-functions/_platter-gzip");
    private static final Path FISH = SHARE.resolve("fish/vendor_completions.d/platter-gzip.fish");
    private static final Path PAGE = Path.of("src/main/manual/platter-gzip.md");

    private static Set<String> found(Path file, String pattern) throws Exception {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(Files.readString(file))
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> words(Collection<String> texts) {
        return texts.stream()
                .flatMap(text -> Stream.of(text.strip().split(" +")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> commands() {
        return Arrays.stream(Verb.values()).map(Verb::title).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> options() {
        return new PlatterGzipOptions()
                .getOptions().stream().map(Option::getLongOpt).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyShellCompletesAllFormats() throws Exception {
        Set<String> formats =
                Formats.all().stream().map(ImageFormat::name).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(formats, words(found(BASH, "-W \"(gzip[a-z ]+)\"")));
        assertEquals(formats, words(found(ZSH, ":format:\\(([a-z ]+)\\)")));
        assertEquals(formats, words(found(FISH, "-l format -a '([a-z ]+)'")));
    }

    @Test
    void bashCompletesAllCommandsAndOptions() throws Exception {
        assertEquals(commands(), words(found(BASH, "-W \"(create[a-z ]+)\"")));
        assertEquals(options(), found(BASH, "[\" ]--([a-z]+)(?=[\" ])(?! [|)])"));
    }

    @Test
    void zshCompletesAllCommandsAndOptions() throws Exception {
        assertEquals(commands(), found(ZSH, "^ +'([a-z]+):"));
        assertEquals(options(), found(ZSH, "['*,]--([a-z]+)[\\[=}]"));
    }

    @Test
    void fishCompletesAllCommandsAndOptions() throws Exception {
        assertEquals(commands(), found(FISH, "use_subcommand' -f -a ([a-z]+)"));
        assertEquals(options(), found(FISH, "^complete .*-l ([a-z]+)"));
    }

    @Test
    void manualPageExplainsAllCommandsWithTheirOptions() throws Exception {
        assertEquals(commands(), found(PAGE, "^\\| `([a-z]+)` \\|"));
        assertEquals(commands(), found(PAGE, "^    platter-gzip ([a-z]+) .*\\]"));
        for (Verb verb : Verb.values()) {
            assertEquals(
                    new TreeSet<>(verb.options()),
                    words(found(PAGE, "^    platter-gzip (" + verb.title() + " .*[A-Z\\]])$")).stream()
                            .filter(word -> word.matches("\\[?--.*"))
                            .map(word -> word.replaceAll("[^a-z]", ""))
                            .collect(Collectors.toCollection(TreeSet::new)),
                    verb.title());
        }
    }
}
