// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;

/** Operations on a tree that the parser's library does not have. */
final class Nodes {
    private Nodes() {}

    /** The children, which may be moved during the iteration. */
    static List<Node> children(Node parent) {
        List<Node> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            children.add(child);
        }
        return children;
    }

    /** A node and all below it, in the order of the text. */
    static List<Node> all(Node root) {
        List<Node> all = new ArrayList<>();
        all.add(root);
        for (Node child : children(root)) {
            all.addAll(all(child));
        }
        return all;
    }

    /** The text of a node without its markup. */
    static String text(Node root) {
        var text = new StringBuilder();
        for (Node node : all(root)) {
            switch (node) {
                case Text words -> text.append(words.getLiteral());
                case Code code -> text.append(code.getLiteral());
                case Reference reference -> text.append(reference);
                case SoftLineBreak _, HardLineBreak _ -> text.append(' ');
                default -> {}
            }
        }
        return text.toString();
    }

    /** Moves all children of one node to the end of another. */
    static void move(Node from, Node to) {
        for (Node child : children(from)) {
            to.appendChild(child);
        }
    }

    /** Where a block begins in its file, counted from 1; 0 if it was not in the file. */
    static int line(Node block) {
        List<SourceSpan> spans = block.getSourceSpans();
        return spans.isEmpty() ? 0 : spans.getFirst().getLineIndex() + 1;
    }

    static Paragraph paragraph(String words) {
        var paragraph = new Paragraph();
        paragraph.appendChild(new Text(words));
        return paragraph;
    }
}
