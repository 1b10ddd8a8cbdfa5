// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import dev.platter.engine.parameters.ParameterDescription;
import dev.platter.engine.parameters.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.cli.Option;

/**
 * What shells complete {@code platter}'s command line with: a line for each word, which says what it is. Fields are separated by
 * tabs, since summaries have blanks.
 *
 * <pre>
 * option   --filter=
 * plugin   memory     virtual memory (RAM disk)
 * key      memory     size=      virtual size of the disk
 * </pre>
 */
final class CompletionWords {
    private static final String COMMAND = "platter";

    private CompletionWords() {}

    /** The words of the command, and of some plugins and filters. */
    static List<String> of(Catalogue catalogue, Predicate<Schema<?>> some) {
        List<String> lines = new ArrayList<>();
        for (Option option : catalogue.command(COMMAND).orElseThrow().getOptions()) {
            if (option.getLongOpt() != null) {
                lines.add("option\t--" + option.getLongOpt() + (option.hasArg() ? "=" : ""));
            }
        }
        lines.addAll(ofMembers(catalogue, some));
        return lines;
    }

    /** The words of some plugins and filters alone. */
    static List<String> ofMembers(Catalogue catalogue, Predicate<Schema<?>> some) {
        List<String> lines = new ArrayList<>();
        for (Schema.Kind kind : Schema.Kind.values()) {
            for (Schema<?> schema : catalogue.all(kind)) {
                if (!some.test(schema)) {
                    continue;
                }
                lines.add(kind + "\t" + schema.name() + "\t" + schema.summary());
                for (ParameterDescription parameter : schema.parameters()) {
                    lines.add("key\t" + schema.name() + "\t" + parameter.key() + "=\t" + parameter.help());
                }
            }
        }
        return lines;
    }
}
