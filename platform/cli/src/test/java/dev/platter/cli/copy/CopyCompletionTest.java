// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.Test;

/** The shells have the options that there are, and no others. */
class CopyCompletionTest {
    private static final Path SHARE = Path.of("../../distribution/src/main/tarball/share");

    private static Set<String> found(String file, String pattern) throws IOException {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(Files.readString(SHARE.resolve(file)))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> options() {
        return new PlatterCopyOptions()
                .getOptions().stream().map(Option::getLongOpt).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void bashCompletesAllOptions() throws IOException {
        assertEquals(
                options(), found("bash-completion/completions/platter-copy", "[\" ]--([a-z-]+)(?=[\" ])(?! [|)])"));
    }

    @Test
    void zshCompletesAllOptions() throws IOException {
        assertEquals(options(), found("zsh/site-functions/_platter-copy", "[',]--([a-z-]+?)(?:=-?)?[\\[}]"));
    }

    @Test
    void fishCompletesAllOptions() throws IOException {
        assertEquals(options(), found("fish/vendor_completions.d/platter-copy.fish", "^complete .*-l ([a-z-]+)"));
    }

    @Test
    void allShellsCompleteAllChecksums() throws IOException {
        String all = String.join(" ", Checksum.NAMES);
        for (String file : Set.of(
                "bash-completion/completions/platter-copy",
                "zsh/site-functions/_platter-copy",
                "fish/vendor_completions.d/platter-copy.fish")) {
            assertEquals(Set.of(all), found(file, "(md5[a-z0-9 ]+)"), file);
        }
    }
}
