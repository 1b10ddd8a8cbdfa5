// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import dev.platter.engine.parameters.BadParameterException;
import dev.platter.engine.parameters.CommandLineParameters;
import dev.platter.engine.parameters.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;

/**
 * Checks the commands of a page against the schemas: a key that no plugin or filter on that line takes is a misprint,
 * or was renamed.
 *
 * <p>It does not parse shell syntax. It looks at words {@code key=…} between the plugin's name and the end of the
 * command, and ignores everything else.
 */
final class ExampleCheck {
    private static final String FILTER = "--filter=";
    private static final Pattern CONTINUED = Pattern.compile("\\\\\n");
    private static final Pattern COMMAND_END = Pattern.compile("[\n|;&<>]|--run");
    private static final Pattern PARAMETER = Pattern.compile("\\[?([A-Za-z][A-Za-z0-9._-]*)=\\]?.*");
    private static final Pattern COMMAND = Pattern.compile("(?:^|[\\s'\"/(])platter (.*)");

    private final Catalogue catalogue;

    ExampleCheck(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    List<Complaint> of(Page page) {
        List<Complaint> complaints = new ArrayList<>();
        for (Node node : Nodes.all(page.document())) {
            String code = switch (node) {
                case FencedCodeBlock block -> block.getLiteral();
                case IndentedCodeBlock block -> block.getLiteral();
                default -> "";
            };
            for (String command : COMMAND_END.split(CONTINUED.matcher(code).replaceAll(" "), -1)) {
                var words = COMMAND.matcher(command);
                if (words.find()) {
                    check(words.group(1), page, Nodes.line(node), complaints);
                }
            }
        }
        return complaints;
    }

    private void check(String words, Page page, int line, List<Complaint> complaints) {
        List<Schema<?>> chain = new ArrayList<>();
        boolean complete = false;
        for (String word : words.strip().split("\\s+", -1)) {
            if (complete) {
                var parameter = PARAMETER.matcher(word);
                if (parameter.matches()) {
                    distribute(chain, parameter.group(1) + "=", page, line, complaints);
                }
            } else if (word.startsWith(FILTER)) {
                catalogue.filter(word.substring(FILTER.length())).ifPresent(chain::add);
            } else {
                Optional<Schema<?>> plugin = catalogue.plugin(word);
                plugin.ifPresent(chain::add);
                complete = plugin.isPresent();
            }
        }
    }

    private static void distribute(
            List<Schema<?>> chain, String word, Page page, int line, List<Complaint> complaints) {
        try {
            CommandLineParameters.distribute(chain, List.of(word));
        } catch (BadParameterException e) {
            complaints.add(new Complaint(page.file(), line, "the example would fail: " + e.getMessage()));
        }
    }
}
