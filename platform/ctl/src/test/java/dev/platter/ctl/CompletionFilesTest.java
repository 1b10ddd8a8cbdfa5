// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.Test;

/** The shells offer the commands and options that there are, and no others, and ask for names that there can be. */
class CompletionFilesTest {
    private static final Path SHARE = Path.of("../../distribution/src/main/tarball/share");
    private static final String BASH = "bash-completion/completions/platterctl";
    private static final String ZSH = "zsh/site-functions/_platterctl";
    private static final String FISH = "fish/vendor_completions.d/platterctl.fish";

    private static Set<String> found(String file, String pattern) throws Exception {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(Files.readString(SHARE.resolve(file)))
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
        return words(Verb.shown().stream().map(Verb::title).toList());
    }

    private static Set<String> options() {
        return new PlatterctlOptions()
                .getOptions().stream().map(Option::getLongOpt).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> kinds() {
        return new TreeSet<>(List.of(Completion.KINDS.split("\\|")));
    }

    @Test
    void bashCompletesAllCommandsAndOptions() throws Exception {
        assertEquals(commands(), words(found(BASH, "(?:choices\\+?=|-W )\"([a-z ]+)\"")));
        assertEquals(options(), found(BASH, "[\" ]--([a-z][a-z-]+)"));
        assertEquals(kinds(), found(BASH, "kind=([a-z]+)"));
    }

    @Test
    void zshCompletesAllCommandsAndOptions() throws Exception {
        assertEquals(commands(), found(ZSH, "^ +'([a-z]+):"));
        assertEquals(options(), found(ZSH, "[')*,{]--([a-z][a-z-]+)[\\[=}]"));
        assertEquals(kinds(), found(ZSH, "_platterctl_names ([a-z]+)"));
    }

    @Test
    void fishCompletesAllCommandsAndOptions() throws Exception {
        assertEquals(commands(), found(FISH, "-n '?__platterctl_after(?: export')? -a ([a-z]+)"));
        assertEquals(options(), found(FISH, "^complete .*-l ([a-z-]+)"));
        assertEquals(kinds(), found(FISH, "__platterctl_names ([a-z]+)"));
    }
}
