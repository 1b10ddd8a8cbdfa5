package dev.platter.manual;

import dev.platter.engine.parameters.ParameterDescription;
import dev.platter.engine.parameters.Schema;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Puts into a page what the code says of itself, in place of a paragraph such as {@code @PARAMETERS@}. */
final class Insertions {
    private final Catalogue catalogue;

    Insertions(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Fills a page in.
     *
     * @return what could not be filled in
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
                        .orElseThrow(() -> new IllegalArgumentException(
                                "there is no plugin or filter in this module that the page " + page.name()
                                        + " is about")));
            case "@OPTIONS@" ->
                options(catalogue
                        .command(page.name())
                        .orElseThrow(() -> new IllegalArgumentException(
                                "there is no command in this module that the page " + page.name() + " is about")));
            case "@PLUGINS@" -> members(Schema.Kind.PLUGIN);
            case "@FILTERS@" -> members(Schema.Kind.FILTER);
            default ->
                throw new IllegalArgumentException(
                        word + " stands for nothing; @PARAMETERS@, @OPTIONS@, @PLUGINS@ and @FILTERS@ do");
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

    private static Node options(Class<?> command) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(command);
        var list = new DefinitionList();
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                Node meaning = Nodes.paragraph(plain(String.join(" ", option.description())));
                list.appendChild(new Definition(term(option), meaning));
            }
        }
        return list;
    }

    private static Node term(OptionSpec option) {
        var term = new Definition.Term();
        for (String name : option.names()) {
            if (term.getFirstChild() != null) {
                term.appendChild(new Text(", "));
            }
            term.appendChild(new Code(name));
            if (option.arity().max() > 0) {
                term.appendChild(new Text(name.startsWith("--") ? "=" : " "));
                term.appendChild(emphasis(option.paramLabel()));
            }
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

    /** The part to be typed as it is, and the part to be put something else for. */
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

    /** Without picocli's colours and format directives. */
    private static String plain(String description) {
        return CommandLine.Help.defaultColorScheme(Ansi.OFF)
                .text(description.replace("%n", " ").replace("%%", "%"))
                .plainString();
    }
}
