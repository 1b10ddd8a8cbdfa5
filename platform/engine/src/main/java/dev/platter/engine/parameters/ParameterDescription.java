// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One parameter, as documentation shows it.
 *
 * @param key the key that users write; for {@link #rest} the placeholder {@code KEY}
 * @param aliases other keys that mean the same; possibly none
 * @param syntax what a value looks like, for example {@code SIZE} or {@code malloc|zstd}
 * @param help what it is for, one or more sentences
 * @param defaultValue the value if it is not given, as a user would write it; empty if there is no default
 * @param required whether it must be given
 * @param repeatable whether it may be given more than once
 * @param magic whether a word without a key stands for it
 * @param rest whether it stands for all keys that have no parameter of their own
 * @param whenAbsent what happens if it is not given and has no default; empty if there is nothing to say
 * @param example values that a user could write; possibly none
 */
public record ParameterDescription(
        String key,
        List<String> aliases,
        String syntax,
        String help,
        Optional<String> defaultValue,
        boolean required,
        boolean repeatable,
        boolean magic,
        boolean rest,
        String whenAbsent,
        List<String> example) {

    public ParameterDescription {
        aliases = List.copyOf(aliases);
        example = List.copyOf(example);
    }

    /**
     * All keys that mean this parameter.
     *
     * @return the key, then its aliases
     */
    public List<String> keys() {
        return Stream.concat(Stream.of(key), aliases.stream()).toList();
    }

    /**
     * Whether a key means this parameter.
     *
     * @param written as a user wrote it
     * @return true for the key and for its aliases
     */
    public boolean isNamed(String written) {
        return key.equals(written) || aliases.contains(written);
    }

    /**
     * How the parameter is written, in the notation of manual pages.
     *
     * @return for example {@code [size=]SIZE} or {@code property=KEY:VALUE ...}
     */
    public String usage() {
        return (magic ? "[" + key + "=]" : key + "=") + syntax + (repeatable ? " ..." : "");
    }

    /**
     * The summary of the help.
     *
     * @return its first sentence, without a full stop
     */
    public String summary() {
        int end = help.indexOf(". ");
        return end >= 0 ? help.substring(0, end) : help.endsWith(".") ? help.substring(0, help.length() - 1) : help;
    }

    /**
     * The help as a complete text: it begins with a capital letter and ends with a full stop, and what the schema says
     * about the parameter is added to it.
     *
     * @return for example {@code Virtual size of the disk. (required)}
     */
    public String sentences() {
        var text = new StringBuilder(help);
        text.setCharAt(0, Character.toUpperCase(text.charAt(0)));
        if (".?!".indexOf(text.charAt(text.length() - 1)) < 0) {
            text.append('.');
        }
        int remarks = text.length();
        if (required) {
            remark(text, remarks, "required");
        }
        if (defaultValue.isPresent()) {
            String value = defaultValue.get();
            remark(text, remarks, "default: " + (value.isEmpty() ? "empty" : value));
        } else if (!whenAbsent.isEmpty()) {
            remark(text, remarks, "default: " + whenAbsent);
        }
        if (repeatable) {
            remark(text, remarks, "may be repeated");
        }
        if (!example.isEmpty()) {
            remark(text, remarks, "for example: " + String.join(", ", example));
        }
        if (!aliases.isEmpty()) {
            remark(text, remarks, "also written " + String.join(", ", aliases));
        }
        if (text.length() > remarks) {
            text.append(')');
        }
        return text.toString();
    }

    private static void remark(StringBuilder text, int start, String remark) {
        text.append(text.length() == start ? " (" : "; ").append(remark);
    }
}
