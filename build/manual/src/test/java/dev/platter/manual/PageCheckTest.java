// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The faults of a page, and the messages for them. */
final class PageCheckTest {
    private static final Set<String> PAGES = Set.of("platter", "platter-tank-plugin");

    @Test
    void aGoodPagePasses() {
        assertEquals(List.of(), check("platter-tank-plugin", Repository.TANK));
        assertEquals(List.of(), check("platter", Repository.COMMAND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NAME", "SYNOPSIS", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "VERSION", "SEE ALSO"})
    void everyHeadingOfAPluginIsNeeded(String heading) {
        assertMentions("the heading " + heading + " is missing", Repository.TANK.replace("## " + heading, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"NAME", "SYNOPSIS", "DESCRIPTION", "EXAMPLES", "OPTIONS", "EXIT STATUS", "VERSION", "SEE ALSO"})
    void everyHeadingOfACommandIsNeeded(String heading) {
        List<String> complaints = check("platter", Repository.COMMAND.replace("## " + heading, ""));
        assertMentions("the heading " + heading + " is missing", complaints);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NAME", "DESCRIPTION", "EXAMPLES", "VERSION", "SEE ALSO"})
    void everyHeadingOfATopicIsNeeded(String heading) {
        assertEquals(List.of(), check("platter-water", Repository.TOPIC));
        List<String> complaints = check("platter-water", Repository.TOPIC.replace("## " + heading, ""));
        assertMentions("the heading " + heading + " is missing", complaints);
    }

    @Test
    void notesMustStandInTheirPlace() {
        String notes = "## NOTES\n\nWet.\n\n";
        assertEquals(
                List.of(), check("platter-tank-plugin", Repository.TANK.replace("## VERSION", notes + "## VERSION")));
        assertMentions(
                "the heading NOTES comes too late", Repository.TANK.replace("## SEE ALSO", notes + "## SEE ALSO"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "## HISTORY; the heading HISTORY is not one of NAME, SYNOPSIS",
                "# Title; headings of two levels only",
                "#### Deep; headings of two levels only",
                "> quoted; manual pages do not quote",
                "<div>; HTML cannot be shown by man",
                "a <b>bold</b> word; HTML cannot be shown by man: <b>",
                "![picture](a.png); images cannot be shown by man",
                "***; headings divide a page",
                "See platter-gone-filter(1).; there is no page platter-gone-filter(1)"
            })
    void markupThatManCannotShowIsRefused(String markdown, String complaint) {
        assertMentions(complaint.strip(), Repository.TANK.replace("A fake.", "A fake.\n\n" + markdown + "\n\n"));
    }

    @Test
    void aTableMustHaveTwoColumns() {
        String table = "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n";
        assertMentions("must have two columns", Repository.TANK.replace("A fake.", table));
    }

    @Test
    void aComplaintNamesTheLine() {
        assertEquals(
                "platter-tank-plugin.md:11: there is no page platter-gone-filter(1)",
                check("platter-tank-plugin", Repository.TANK.replace("platter(1).", "platter-gone-filter(1)."))
                        .getFirst());
    }

    @Test
    void thePageMustHaveTheNameOfItsFile() {
        assertMentions(
                "there must be one line 'platter-tank-plugin - ",
                Repository.TANK.replace("platter-tank-plugin - ", "platter-tank - "));
    }

    private static void assertMentions(String complaint, String markdown) {
        assertMentions(complaint, check("platter-tank-plugin", markdown));
    }

    private static void assertMentions(String complaint, List<String> complaints) {
        assertEquals(
                1, complaints.stream().filter(one -> one.contains(complaint)).count(), complaints.toString());
    }

    private static List<String> check(String name, String markdown) {
        return PageCheck.of(Page.parse(Path.of(name + ".md"), markdown), PAGES).stream()
                .map(Complaint::toString)
                .toList();
    }
}
