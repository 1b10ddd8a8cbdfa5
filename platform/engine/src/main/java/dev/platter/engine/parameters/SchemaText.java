// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import dev.platter.api.parameters.KeyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A schema in words: for people who ask {@code PLUGIN --help}, and for scripts that ask {@code --dump-plugin}. */
public final class SchemaText {
    private static final int COLUMNS = 80;
    private static final String INDENT = "  ";

    /** A longer parameter has its help below itself, so that the text beside the others is not squeezed. */
    private static final int WIDEST_LABEL = 26;

    private final Schema<?> schema;

    /**
     * Speaks for a schema.
     *
     * @param schema what to put in words
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
        int width = labelWidth(parameters);
        for (ParameterDescription parameter : parameters) {
            append(text, parameter, width);
        }
        return text.toString();
    }

    /**
     * What a script may want to know.
     *
     * @return {@code magic_config_key} where there is one, as nbdkit has it; {@code parameters} with all keys between
     *     commas; and {@code other_parameters=yes} where more are taken
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

    private static void append(StringBuilder text, ParameterDescription parameter, int width) {
        String label = parameter.usage();
        int column = INDENT.length() + width + INDENT.length();
        text.append(INDENT).append(label);
        if (label.length() > width) {
            text.append('\n').repeat(' ', column);
        } else {
            text.repeat(' ', column - INDENT.length() - label.length());
        }
        wrap(text, parameter.sentences(), column);
        text.append('\n');
    }

    /** Appends words from a column on, and goes on in the same column of the next line where they reach the margin. */
    private static void wrap(StringBuilder text, String sentences, int column) {
        int used = column;
        for (String word : sentences.split(" ", -1)) {
            if (used > column && used + 1 + word.length() > COLUMNS) {
                text.append('\n').repeat(' ', column);
                used = column;
            }
            if (used > column) {
                text.append(' ');
                used++;
            }
            text.append(word);
            used += word.length();
        }
    }
}
