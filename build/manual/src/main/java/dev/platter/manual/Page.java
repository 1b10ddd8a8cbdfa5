// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * A manual page as its author wrote it, as a tree.
 *
 * <p>Two kinds of node replace those of markdown: a table of two columns becomes a {@link DefinitionList}, and words
 * such as {@code platter(1)} become a {@link Reference}.
 *
 * @param file its source
 * @param name its name for {@code man}, for example {@code platter-memory-plugin}
 * @param document the tree, which {@link Insertions} adds to
 */
record Page(Path file, String name, Node document) {
    /** Section 1, since all our pages are about programs. */
    static final int SECTION = 1;

    static final String SUFFIX = ".md";

    private static final Pattern REFERENCE = Pattern.compile("\\b([a-z][a-z0-9._-]*)\\(([1-8])\\)");

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build();

    static Page read(Path file) throws IOException {
        return parse(file, Files.readString(file));
    }

    static Page parse(Path file, String markdown) {
        String fileName = file.getFileName().toString();
        Node document = PARSER.parse(markdown);
        for (Node node : Nodes.all(document)) {
            if (node instanceof TableBlock table && isTwoColumns(table)) {
                define(table);
            } else if (node instanceof Text text) {
                findReferences(text);
            }
        }
        return new Page(file, fileName.substring(0, fileName.length() - SUFFIX.length()), document);
    }

    Layout layout() {
        return Layout.of(name, sections().stream().map(Nodes::text).toList());
    }

    /** The headings that divide the page. */
    List<Heading> sections() {
        List<Heading> sections = new ArrayList<>();
        for (Node node : Nodes.children(document)) {
            if (node instanceof Heading heading && heading.getLevel() == 2) {
                sections.add(heading);
            }
        }
        return sections;
    }

    /** The blocks between a heading and the next of its kind. */
    List<Node> blocks(String section) {
        List<Node> blocks = new ArrayList<>();
        boolean inside = false;
        for (Node node : Nodes.children(document)) {
            if (node instanceof Heading heading && heading.getLevel() == 2) {
                inside = Nodes.text(heading).equals(section);
            } else if (inside) {
                blocks.add(node);
            }
        }
        return blocks;
    }

    /** The summary: the line under NAME after its dash. */
    Optional<String> summary() {
        String prefix = name + " - ";
        List<Node> blocks = blocks("NAME");
        if (blocks.size() != 1 || !(blocks.getFirst() instanceof Paragraph)) {
            return Optional.empty();
        }
        String line = Nodes.text(blocks.getFirst());
        return line.startsWith(prefix) ? Optional.of(line.substring(prefix.length())) : Optional.empty();
    }

    private static boolean isTwoColumns(TableBlock table) {
        for (Node node : Nodes.all(table)) {
            if (node instanceof TableRow row && Nodes.children(row).size() != 2) {
                return false;
            }
        }
        return true;
    }

    /** The header of such a table, {@code | Status | Meaning |}, adds nothing to the section's heading. */
    private static void define(TableBlock table) {
        var list = new DefinitionList();
        list.setSourceSpans(table.getSourceSpans());
        for (Node node : Nodes.all(table)) {
            if (node instanceof TableRow row && row.getFirstChild() instanceof TableCell cell && !cell.isHeader()) {
                var term = new Definition.Term();
                var meaning = new Paragraph();
                Nodes.move(row.getFirstChild(), term);
                Nodes.move(row.getLastChild(), meaning);
                list.appendChild(new Definition(term, meaning));
            }
        }
        table.insertAfter(list);
        table.unlink();
    }

    private static void findReferences(Text text) {
        String literal = text.getLiteral();
        Matcher matcher = REFERENCE.matcher(literal);
        int end = 0;
        Node last = text;
        while (matcher.find()) {
            last = append(last, new Text(literal.substring(end, matcher.start())));
            last = append(last, new Reference(matcher.group(1), Integer.parseInt(matcher.group(2))));
            end = matcher.end();
        }
        if (end > 0) {
            append(last, new Text(literal.substring(end)));
            text.unlink();
        }
    }

    private static Node append(Node after, Node node) {
        after.insertAfter(node);
        return node;
    }
}
