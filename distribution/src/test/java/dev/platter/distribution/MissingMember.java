// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The plugin or filter of an example that nbdkit has and we have not. */
final class MissingMember {
    /** Options whose values are words of their own. */
    private static final Set<String> WITH_WORD = Set.of(
            "-D",
            "-e",
            "-g",
            "-i",
            "-P",
            "-p",
            "-t",
            "-U",
            "-u",
            "--debug",
            "--exportname",
            "--group",
            "--ipaddr",
            "--pidfile",
            "--port",
            "--run",
            "--threads",
            "--unix",
            "--user");

    private static final String FILTER = "--filter=";

    private MissingMember() {}

    /**
     * Looks for it in the words of the server's command.
     *
     * @param script the example's script
     * @param ours our plugins and filters, such as {@code plugin-memory}
     * @return its name; empty if we have all
     */
    static Optional<String> of(String script, Set<String> ours) {
        String words = script.substring(Math.max(0, script.indexOf("nbdkit")))
                .replace("\\\n", " ")
                .lines()
                .findFirst()
                .orElse("");
        Iterator<String> rest = List.of(words.split(" +")).iterator();
        rest.next();
        boolean plugin = false;
        while (rest.hasNext()) {
            String word = rest.next();
            if (word.startsWith(FILTER) && !ours.contains("filter-" + word.substring(FILTER.length()))) {
                return Optional.of("filter " + word.substring(FILTER.length()));
            }
            if (WITH_WORD.contains(word) && rest.hasNext()) {
                rest.next();
            } else if (!word.startsWith("-") && !plugin) {
                plugin = true;
                if (word.matches("[a-z][a-z0-9]*") && !ours.contains("plugin-" + word)) {
                    return Optional.of("plugin " + word);
                }
            }
        }
        return Optional.empty();
    }
}
