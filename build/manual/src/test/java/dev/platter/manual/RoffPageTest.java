// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** From markdown to the macros of man(7). */
final class RoffPageTest {
    @Test
    void theHeaderNamesThePage() {
        String roff = RoffPage.render(page("Text."), new Edition("0.1-x", LocalDate.of(2026, 11, 1)));
        assertEquals("""
            .\\" Made of platter-x-plugin.md: change that, not this.
            .nr HY 0
            .TH "PLATTER\\-X\\-PLUGIN" "1" 2026-11-01 "Platter 0.1\\-x" "Platter Manual"
            .ad l
            .PP
            Text.
            """, roff);
    }

    @Test
    void paragraphsFollowHeadings() {
        assertRoff("""
            .SH "NAME"
            One
            two.
            .PP
            Three.
            .SS "Sub \\-x \\(dqq\\(dq"
            Four.
            """, """
            ## NAME

            One
            two.

            Three.

            ### Sub `-x` "q"

            Four.
            """);
    }

    @Test
    void fontsNest() {
        assertRoff(".PP\nA \\fBb \\fIc\\fB d\\fR \\fBe\\-f\\fR \\fIg\\fR.\n", "A **b *c* d** `e-f` *g*.\n");
    }

    @Test
    void referencesAreBold() {
        assertRoff(".PP\nSee \\fBplatter\\-x\\fR(1), \\fBman\\fR(7).\n", "See platter-x(1), man(7).\n");
    }

    @Test
    void linksShowTheirAddress() {
        assertRoff(
                ".PP\nthe text \\fIhttps://a.example/b\\fR, \\fIhttps://c.example\\fR\n",
                "[the text](https://a.example/b), <https://c.example>\n");
    }

    @Test
    void codeIsKeptUnchanged() {
        assertRoff("""
            .PP
            .RS 4
            .EX
            \\&.hidden \\(aqa\\(aq \\e

            \\-\\-b
            .EE
            .RE
            .PP
            After.
            """, """
            ```
            .hidden 'a' \\

            --b
            ```

            After.
            """);
    }

    @Test
    void aLineNeverBecomesARequest() {
        assertRoff(".PP\n\\&.TH is\n\\&'one\n", ".TH is\n'one\n");
    }

    @Test
    void listsAreIndented() {
        assertRoff("""
            .IP \\(bu 2
            one
            .PD 0
            .IP \\(bu 2
            two
            .RS 2
            .IP 1. 4
            three
            .PD 0
            .IP 2. 4
            four
            .PD
            .RE
            .PD
            .PP
            After.
            """, """
            - one
            - two
              1. three
              2. four

            After.
            """);
    }

    @Test
    void furtherBlocksOfAnItemAreIndented() {
        assertRoff("""
            .IP \\(bu 2
            one
            .RS 2
            .PP
            .RS 4
            .EX
            code
            .EE
            .RE
            .PP
            more
            .RE
            """, """
            - one

                  code

              more
            """);
    }

    @Test
    void tablesBecomeDefinitionLists() {
        assertRoff(".TP\n\\fB0\\fR\nall is well\n.TP\n1\n\\&\n", """
            | Status | Meaning |
            |--------|---------|
            | `0` | all is well |
            | 1 | |
            """);
    }

    private static void assertRoff(String roff, String markdown) {
        String all = RoffPage.render(page(markdown), new Edition("0.1", LocalDate.EPOCH));
        String head = ".ad l\n";
        assertEquals(roff, all.substring(all.indexOf(head) + head.length()));
    }

    private static Page page(String markdown) {
        return Page.parse(Path.of("platter-x-plugin.md"), markdown);
    }
}
