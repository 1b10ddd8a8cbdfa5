// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/**
 * A page for {@code man}: the tree in the macros of man(7), as groff and mandoc understand them.
 *
 * <p>The one difficulty is indentation. {@code .IP} and {@code .TP} indent only one paragraph; further blocks of an
 * item stand between {@code .RS} and {@code .RE}, which move the margin. And a paragraph needs {@code .PP} before it
 * unless a macro has just begun one ({@link #fresh}).
 */
final class RoffPage {
    private final StringBuilder roff = new StringBuilder();
    private final Deque<Character> fonts = new ArrayDeque<>(List.of('R'));
    private boolean fresh;

    private RoffPage() {}

    static String render(Page page, Edition edition) {
        var renderer = new RoffPage();
        renderer.head(page, edition);
        renderer.blocks(Nodes.children(page.document()));
        return renderer.roff.toString();
    }

    private void head(Page page, Edition edition) {
        request(".\\\" Made of " + page.file().getFileName() + ": change that, not this.");
        // groff hyphenates every paragraph unless this comes before the first macro.
        request(".nr HY 0");
        request(".TH "
                + String.join(
                        " ",
                        RoffText.argument(page.name().toUpperCase(Locale.ROOT)),
                        RoffText.argument(Integer.toString(Page.SECTION)),
                        // mandoc recognizes a date only if its hyphens are plain.
                        edition.date().toString(),
                        RoffText.argument("Platter " + edition.version()),
                        RoffText.argument("Platter Manual")));
        request(".ad l");
    }

    private void blocks(List<Node> blocks) {
        for (Node block : blocks) {
            block(block);
            fresh = block instanceof Heading;
        }
    }

    private void block(Node block) {
        switch (block) {
            case Heading heading -> heading(heading);
            case Paragraph paragraph -> {
                begin();
                text(inline(paragraph));
            }
            case FencedCodeBlock code -> code(code.getLiteral());
            case IndentedCodeBlock code -> code(code.getLiteral());
            case BulletList list -> list(list, 2);
            case OrderedList list -> list(list, 4);
            case DefinitionList list -> Nodes.children(list).forEach(item -> definition((Definition) item));
            default -> throw new IllegalStateException("the check should have refused " + block);
        }
    }

    private void heading(Heading heading) {
        request((heading.getLevel() == 2 ? ".SH " : ".SS ") + RoffText.argument(Nodes.text(heading)));
    }

    private void code(String literal) {
        begin();
        request(".RS 4");
        request(".EX");
        literal.stripTrailing().lines().map(RoffText::code).map(RoffText::line).forEach(this::request);
        request(".EE");
        request(".RE");
    }

    private void list(ListBlock list, int indent) {
        int number = list instanceof OrderedList ordered ? ordered.getMarkerStartNumber() : 0;
        List<Node> items = Nodes.children(list);
        for (int i = 0; i < items.size(); i++) {
            if (i == 1 && list.isTight()) {
                request(".PD 0");
            }
            request(".IP " + (list instanceof OrderedList ? (number + i) + "." : "\\(bu") + " " + indent);
            item(Nodes.children(items.get(i)), indent);
        }
        if (items.size() > 1 && list.isTight()) {
            request(".PD");
        }
    }

    private void definition(Definition definition) {
        request(".TP");
        text(inline(definition.term()));
        List<Node> children = Nodes.children(definition);
        item(children.subList(1, children.size()), 7);
    }

    /** The first paragraph stands where the item's macro has put it. */
    private void item(List<Node> blocks, int indent) {
        boolean begun = !blocks.isEmpty() && blocks.getFirst() instanceof Paragraph;
        String first = begun ? inline(blocks.getFirst()) : "";
        text(first.isEmpty() ? "\\&" : first);
        List<Node> others = blocks.subList(begun ? 1 : 0, blocks.size());
        if (!others.isEmpty()) {
            request(".RS " + indent);
            fresh = false;
            blocks(others);
            request(".RE");
        }
    }

    private void begin() {
        if (!fresh) {
            request(".PP");
        }
    }

    private String inline(Node parent) {
        var text = new StringBuilder();
        for (Node node : Nodes.children(parent)) {
            switch (node) {
                case Text words -> text.append(RoffText.prose(words.getLiteral()));
                case Code code -> text.append(font('B', RoffText.code(code.getLiteral())));
                case Reference page ->
                    text.append(font('B', RoffText.prose(page.name())))
                            .append('(')
                            .append(page.section())
                            .append(')');
                case Emphasis emphasis -> text.append(font('I', emphasis));
                case StrongEmphasis strong -> text.append(font('B', strong));
                case Link link -> link(link, text);
                case SoftLineBreak _ -> text.append('\n');
                case HardLineBreak _ -> text.append("\n.br\n");
                default -> text.append(inline(node));
            }
        }
        return text.toString();
    }

    private void link(Link link, StringBuilder text) {
        String words = Nodes.text(link);
        if (!words.equals(link.getDestination())) {
            text.append(inline(link)).append(' ');
        }
        text.append(font('I', RoffText.code(link.getDestination())));
    }

    private String font(char font, Node parent) {
        fonts.push(font);
        String text = inline(parent);
        fonts.pop();
        return font(font, text);
    }

    private String font(char font, String text) {
        return "\\f" + font + text + "\\f" + fonts.peek();
    }

    private void text(String escaped) {
        escaped.lines()
                .map(line -> line.equals(".br") ? line : RoffText.line(line))
                .forEach(this::request);
    }

    private void request(String line) {
        roff.append(line).append('\n');
    }
}
