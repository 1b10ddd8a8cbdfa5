// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.central;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The page that tells authors how to begin. What it shows is what the test does. */
record Guide(String text) {
    private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w+)\n(.*?)```");
    private static final String CLONE = "file:///path/to/platter/";

    static Guide read(Path root) throws IOException {
        return new Guide(Files.readString(root.resolve("docs/guide/plugins.md")));
    }

    /** The settings of Maven that the page shows, for a clone that is here. */
    String settings(Path root) {
        return blocks("xml").getFirst().replace(CLONE, root.toUri().toString());
    }

    /** The commands that make, build and serve what an archetype makes, with another version of the archetype. */
    String commands(String archetype, String version) {
        return blocks("sh").stream()
                .filter(commands -> commands.contains("-DarchetypeArtifactId=" + archetype + " "))
                .findFirst()
                .orElseThrow()
                .replace("-DarchetypeVersion=0.1.0 ", "-DarchetypeVersion=" + version + " ");
    }

    private List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map((MatchResult block) -> block.group(2))
                .toList();
    }
}
