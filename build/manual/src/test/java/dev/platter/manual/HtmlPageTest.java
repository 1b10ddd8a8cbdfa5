// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** From markdown to HTML. */
final class HtmlPageTest {
    private static final Edition EDITION = new Edition("0.1", LocalDate.of(2026, 11, 1));

    @Test
    void referencesToExistingPagesAreLinks() {
        String html = render("See platter(1) and nbdinfo(1).");
        assertTrue(html.contains("See <a href=\"platter.html\">platter(1)</a> and <a>nbdinfo(1)</a>."), html);
    }

    @Test
    void tablesBecomeDefinitionLists() {
        String html = render("| a | b |\n|---|---|\n| `0` | all *is* well |\n");
        assertTrue(html.contains("<dt><code>0</code></dt>\n<dd>\n<p>all <em>is</em> well</p>\n</dd>"), html);
    }

    @Test
    void theIndexListsAllPages() {
        Page page = page("## NAME\n\nplatter-x-plugin - a < b\n");
        String html = HtmlPage.index(List.of(page), EDITION);
        assertTrue(html.contains("<a href=\"platter-x-plugin.html\">platter-x-plugin</a></dt><dd>a &lt; b</dd>"), html);
    }

    private static String render(String markdown) {
        return new HtmlPage(Set.of("platter")).render(page(markdown), EDITION);
    }

    private static Page page(String markdown) {
        return Page.parse(Path.of("platter-x-plugin.md"), markdown);
    }
}
