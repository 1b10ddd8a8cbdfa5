package dev.platter.manual;

import java.util.List;

/**
 * Which headings a page has, in which order. Readers who know one page find their way in all of them.
 *
 * @param headings all headings that a page may have, in their order
 * @param optional those that it may do without
 * @param generated the heading below which the code speaks for itself
 */
record Layout(List<String> headings, List<String> optional, String generated) {
    private static final Layout MEMBER = new Layout(
            List.of("NAME", "SYNOPSIS", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "NOTES", "VERSION", "SEE ALSO"),
            List.of("NOTES"),
            "PARAMETERS");

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
            "OPTIONS");

    /** The layout of a page, by its name: plugins and filters have one, commands have another. */
    static Layout of(String page) {
        return page.endsWith("-plugin") || page.endsWith("-filter") ? MEMBER : COMMAND;
    }
}
