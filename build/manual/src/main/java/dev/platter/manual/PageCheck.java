// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.ThematicBreak;

/** Finds the faults of a page that do not depend on its subject: in its layout, its markup and its references. */
final class PageCheck {
    private final Page page;
    private final Set<String> pages;
    private final List<Complaint> complaints = new ArrayList<>();

    private PageCheck(Page page, Set<String> pages) {
        this.page = page;
        this.pages = pages;
    }

    /**
     * Checks a page before insertions are made.
     *
     * @param pages the names of all pages
     */
    static List<Complaint> of(Page page, Set<String> pages) {
        var check = new PageCheck(page, pages);
        check.headings();
        check.name();
        check.generated();
        for (Node node : Nodes.all(page.document())) {
            check.markup(node);
        }
        return check.complaints;
    }

    private void headings() {
        List<String> expected = page.layout().headings();
        int next = 0;
        for (Heading section : page.sections()) {
            String heading = Nodes.text(section);
            int place = expected.indexOf(heading);
            if (place < 0) {
                complain(section, "the heading " + heading + " is not one of " + String.join(", ", expected));
            } else if (place < next) {
                complain(
                        section,
                        "the heading " + heading + " comes too late; the order is " + String.join(", ", expected));
            } else {
                missing(expected.subList(next, place), section);
                next = place + 1;
            }
        }
        missing(expected.subList(next, expected.size()), page.document());
    }

    private void missing(List<String> skipped, Node where) {
        for (String heading : skipped) {
            if (!page.layout().optional().contains(heading)) {
                complain(where, "the heading " + heading + " is missing before this line");
            }
        }
    }

    private void name() {
        if (page.summary().isEmpty()) {
            complain(page.document(), "below NAME there must be one line '" + page.name() + " - WHAT IT IS'");
        }
    }

    private void generated() {
        if (page.layout().generated().isEmpty()) {
            return;
        }
        String section = page.layout().generated().get();
        String word = "@" + section + "@";
        boolean found = false;
        for (Node block : page.blocks(section)) {
            found |= Nodes.text(block).equals(word);
        }
        if (!found) {
            complain(
                    page.document(),
                    "below " + section + " there must be a paragraph " + word
                            + ", which is replaced by what the code declares");
        }
    }

    private void markup(Node node) {
        switch (node) {
            case Heading heading
            when heading.getLevel() != 2 && heading.getLevel() != 3 ->
                complain(heading, "a page has headings of two levels only, ## and ###");
            case TableBlock table -> complain(table, "a terminal is narrow: a table must have two columns");
            case BlockQuote quote -> complain(quote, "manual pages do not quote: write a paragraph or a code block");
            case HtmlBlock html -> complain(html, "HTML cannot be shown by man");
            case HtmlInline html -> complain(html, "HTML cannot be shown by man: " + html.getLiteral());
            case ThematicBreak line -> complain(line, "headings divide a page, not lines");
            case Image image -> complain(image, "images cannot be shown by man");
            case Reference reference
            when reference.name().startsWith("platter") && !pages.contains(reference.name()) ->
                complain(reference, "there is no page " + reference);
            default -> {}
        }
    }

    /** Complains about the block that contains a node: only blocks know their line. */
    private void complain(Node node, String message) {
        Node block = node;
        while (block != null && (!(block instanceof Block) || Nodes.line(block) == 0)) {
            block = block.getParent();
        }
        complaints.add(new Complaint(page.file(), block == null ? 0 : Nodes.line(block), message));
    }
}
