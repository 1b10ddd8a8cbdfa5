// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import dev.platter.engine.parameters.ParameterDescription;
import dev.platter.engine.parameters.Schema;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;

/** Replaces paragraphs such as {@code @PARAMETERS@} by what the code declares. */
final class Insertions {
    private final Catalogue catalogue;

    Insertions(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Fills a page in.
     *
     * @return the insertions that could not be made
     */
    List<Complaint> into(Page page) {
        List<Complaint> complaints = new ArrayList<>();
        for (Node block : Nodes.children(page.document())) {
            String word = block instanceof Paragraph ? Nodes.text(block) : "";
            if (word.length() > 2 && word.startsWith("@") && word.endsWith("@") && word.indexOf(' ') < 0) {
                try {
                    block.insertAfter(definitions(page, word));
                    block.unlink();
                } catch (IllegalArgumentException e) {
                    complaints.add(new Complaint(page.file(), Nodes.line(block), e.getMessage()));
                }
            }
        }
        return complaints;
    }

    private Node definitions(Page page, String word) {
        return switch (word) {
            case "@PARAMETERS@" ->
                parameters(catalogue
                        .schema(page.name())
                        .orElseThrow(
                                () -> new IllegalArgumentException("this module has no plugin or filter that the page "
                                        + page.name() + " could describe")));
            case "@OPTIONS@" ->
                options(catalogue
                        .command(page.name())
                        .orElseThrow(() -> new IllegalArgumentException(
                                "this module has no command for the page " + page.name())));
            case "@PLUGINS@" -> members(Schema.Kind.PLUGIN);
            case "@FILTERS@" -> members(Schema.Kind.FILTER);
            default ->
                throw new IllegalArgumentException(
                        word + " is unknown; use @PARAMETERS@, @OPTIONS@, @PLUGINS@ or @FILTERS@");
        };
    }

    private static Node parameters(Schema<?> schema) {
        var list = new DefinitionList();
        for (ParameterDescription parameter : schema.parameters()) {
            String key = parameter.magic() ? "[" + parameter.key() + "=]" : parameter.key() + "=";
            list.appendChild(new Definition(
                    term(key, parameter.usage().substring(key.length())), Nodes.paragraph(parameter.sentences())));
        }
        return list.getFirstChild() == null ? Nodes.paragraph("The " + schema + " takes no parameters.") : list;
    }

    private static Node options(Options options) {
        var list = new DefinitionList();
        for (Option option : options.getOptions()) {
            list.appendChild(new Definition(term(option), Nodes.paragraph(option.getDescription())));
        }
        return list;
    }

    private static Node term(Option option) {
        var term = new Definition.Term();
        if (option.getOpt() != null) {
            term.appendChild(new Code("-" + option.getOpt()));
            if (option.hasArg()) {
                term.appendChild(new Text(" "));
                term.appendChild(emphasis(option.getArgName()));
            }
            term.appendChild(new Text(", "));
        }
        term.appendChild(new Code("--" + option.getLongOpt()));
        if (option.hasArg()) {
            term.appendChild(new Text(option.hasOptionalArg() ? "[=" : "="));
            term.appendChild(emphasis(option.getArgName()));
            term.appendChild(new Text(option.hasOptionalArg() ? "]" : ""));
        }
        return term;
    }

    private Node members(Schema.Kind kind) {
        var list = new DefinitionList();
        for (Schema<?> schema : catalogue.all(kind)) {
            var term = new Definition.Term();
            term.appendChild(new Reference(Catalogue.page(schema), Page.SECTION));
            list.appendChild(new Definition(term, Nodes.paragraph(schema.summary())));
        }
        return list;
    }

    /** A literal part and a variable part. */
    private static Node term(String literal, String variable) {
        var term = new Definition.Term();
        term.appendChild(new Code(literal));
        term.appendChild(emphasis(variable));
        return term;
    }

    private static Node emphasis(String words) {
        var emphasis = new Emphasis();
        emphasis.appendChild(new Text(words));
        return emphasis;
    }
}
