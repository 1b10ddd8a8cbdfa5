// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import java.util.List;
import java.util.Optional;

/**
 * The headings of a page and their order. A reader who knows one page finds the way in all of them.
 *
 * @param headings all headings that a page may have, in their order
 * @param optional those that it may omit
 * @param generated the heading below which the code is described, if there is one
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
     * The layout of a page. The name shows a plugin's or filter's page. Other pages have options if they are about a
     * command; a page without OPTIONS explains a topic.
     */
    static Layout of(String page, List<String> headings) {
        if (page.endsWith("-plugin") || page.endsWith("-filter")) {
            return MEMBER;
        }
        boolean topic = !headings.contains("OPTIONS") && !headings.contains("SYNOPSIS");
        return topic ? TOPIC : COMMAND;
    }
}
