// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import dev.platter.api.parameters.KeyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A schema as text: for people who run {@code PLUGIN --help}, and for scripts that run {@code --dump-plugin}. */
public final class SchemaText {
    private static final int COLUMNS = 80;
    private static final String INDENT = "  ";

    /** A longer parameter has its help on the next line, so that the help of the others is not squeezed. */
    private static final int WIDEST_LABEL = 26;

    private final Schema<?> schema;

    /**
     * Creates the text of a schema.
     *
     * @param schema the schema to describe
     */
    public SchemaText(Schema<?> schema) {
        this.schema = schema;
    }

    /**
     * The help: a line with the name, and one entry for each parameter.
     *
     * @return lines of at most 80 columns, unless a parameter is longer; each ends with a newline
     */
    public String help() {
        var text = new StringBuilder();
        text.append(schema.kind()).append(": ").append(schema.name());
        text.append(" - ").append(schema.summary()).append('\n');
        List<ParameterDescription> parameters = schema.parameters();
        if (parameters.isEmpty()) {
            return text.append(INDENT).append("takes no parameters\n").toString();
        }
        HelpColumns columns = new HelpColumns(INDENT.length() + labelWidth(parameters) + INDENT.length(), COLUMNS);
        for (ParameterDescription parameter : parameters) {
            columns.add(parameter.usage(), parameter.sentences());
        }
        return text.append(columns).toString();
    }

    /**
     * The facts that a script may want to know.
     *
     * @return {@code magic_config_key} if there is one, as in nbdkit; {@code parameters} with all keys, separated by
     *     commas; and {@code other_parameters=yes} if more are taken
     */
    public List<KeyValue> facts() {
        List<KeyValue> facts = new ArrayList<>();
        Optional<ParameterDescription> magic = schema.magic();
        if (magic.isPresent()) {
            facts.add(new KeyValue("magic_config_key", magic.get().key()));
        }
        List<String> keys = new ArrayList<>();
        for (ParameterDescription parameter : schema.parameters()) {
            if (!parameter.rest()) {
                keys.add(parameter.key());
            }
        }
        facts.add(new KeyValue("parameters", String.join(",", keys)));
        if (schema.takesRest()) {
            facts.add(new KeyValue("other_parameters", "yes"));
        }
        return facts;
    }

    private static int labelWidth(List<ParameterDescription> parameters) {
        int width = 0;
        for (ParameterDescription parameter : parameters) {
            int length = parameter.usage().length();
            width = Math.max(width, length <= WIDEST_LABEL ? length : 0);
        }
        return width;
    }
}
