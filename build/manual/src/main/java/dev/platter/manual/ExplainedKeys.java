// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import dev.platter.engine.parameters.ParameterDescription;
import dev.platter.engine.parameters.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/**
 * The keys that a finished page explains: each term and each heading below PARAMETERS that has the form {@code key=…}.
 * They must be the keys that {@code --help} explains, whether they were inserted or written by hand.
 */
final class ExplainedKeys {
    private static final Pattern PARAMETER = Pattern.compile("\\[?([A-Za-z][A-Za-z0-9._-]*)=.*");

    private ExplainedKeys() {}

    static Set<String> of(Page page) {
        Set<String> keys = new TreeSet<>();
        for (Node block : page.blocks("PARAMETERS")) {
            for (Node node : Nodes.all(block)) {
                if (node instanceof Definition.Term || node instanceof Heading) {
                    Matcher parameter = PARAMETER.matcher(Nodes.text(node));
                    if (parameter.matches()) {
                        keys.add(parameter.group(1));
                    }
                }
            }
        }
        return keys;
    }

    /** Complains if a page does not explain exactly the keys of a schema. */
    static List<Complaint> check(Page page, Schema<?> schema) {
        Set<String> surplus = of(page);
        Set<String> missing = new TreeSet<>();
        for (ParameterDescription parameter : schema.parameters()) {
            if (!surplus.remove(parameter.key())) {
                missing.add(parameter.key());
            }
        }
        List<Complaint> complaints = new ArrayList<>();
        if (!missing.isEmpty()) {
            complaints.add(new Complaint(page.file(), 0, "PARAMETERS does not explain " + String.join(", ", missing)));
        }
        if (!surplus.isEmpty()) {
            complaints.add(new Complaint(
                    page.file(),
                    0,
                    "PARAMETERS explains " + String.join(", ", surplus) + ", which the " + schema + " does not have"));
        }
        return complaints;
    }
}
