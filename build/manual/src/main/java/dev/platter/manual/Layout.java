// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import java.util.List;
import java.util.Optional;

/**
 * Which headings a page has, in which order. Readers who know one page find their way in all of them.
 *
 * @param headings all headings that a page may have, in their order
 * @param optional those that it may do without
 * @param generated the heading below which the code speaks for itself, if there is one
 */
record Layout(List<String> headings, List<String> optional, Optional<String> generated) {
    private static final Layout MEMBER = new Layout(
            List.of("NAME", "SYNOPSIS", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "NOTES", "VERSION", "SEE ALSO"),
            List.of("NOTES"),
            Optional.of("PARAMETERS"));

    private static final Layout COMMAND = new Layout(
            List.of(
                    "NAME",
                    "SYNOPSIS",
                    "DESCRIPTION",
                    "EXAMPLES",
                    "OPTIONS",
                    "NOTES",
                    "EXIT STATUS",
                    "ENVIRONMENT",
                    "FILES",
                    "VERSION",
                    "SEE ALSO"),
            List.of("NOTES", "ENVIRONMENT", "FILES"),
            Optional.of("OPTIONS"));

    private static final Layout TOPIC = new Layout(
            List.of("NAME", "DESCRIPTION", "EXAMPLES", "NOTES", "FILES", "VERSION", "SEE ALSO"),
            List.of("NOTES", "FILES"),
            Optional.empty());

    /**
     * The layout of a page: plugins and filters have one, which shows in their names, and commands have another. What is
     * neither has no options, and explains something that concerns several of them.
     */
    static Layout of(String page, List<String> headings) {
        if (page.endsWith("-plugin") || page.endsWith("-filter")) {
            return MEMBER;
        }
        boolean topic = !headings.contains("OPTIONS") && !headings.contains("SYNOPSIS");
        return topic ? TOPIC : COMMAND;
    }
}
