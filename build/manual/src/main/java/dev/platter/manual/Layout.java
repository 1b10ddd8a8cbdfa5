package dev.platter.manual;

import java.util.List;

/** Which headings a page has, in which order. Readers who know one page find their way in all of them. */
enum Layout {
    /** A plugin's or filter's page. */
    MEMBER(
            List.of("NAME", "SYNOPSIS", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "NOTES", "VERSION", "SEE ALSO"),
            List.of("NOTES"),
            "PARAMETERS"),

    /** A command's page. */
    COMMAND(
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

    private final List<String> headings;
    private final List<String> optional;
    private final String generated;

    Layout(List<String> headings, List<String> optional, String generated) {
        this.headings = headings;
        this.optional = optional;
        this.generated = generated;
    }

    /** The layout of a page, by its name. */
    static Layout of(String page) {
        return page.endsWith("-plugin") || page.endsWith("-filter") ? MEMBER : COMMAND;
    }

    /** All headings that a page may have, in their order. */
    List<String> headings() {
        return headings;
    }

    /** Whether a page may do without a heading. */
    boolean isOptional(String heading) {
        return optional.contains(heading);
    }

    /** The heading below which the code speaks for itself. */
    String generated() {
        return generated;
    }
}
