// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One of the constants of an enum. */
final class EnumType implements ValueType {
    private final Object[] constants;
    private final List<String> words;

    EnumType(Class<?> type) {
        constants = type.getEnumConstants();
        words = new ArrayList<>(constants.length);
        for (Object constant : constants) {
            words.add(Spelling.dashed(((Enum<?>) constant).name()));
        }
    }

    @Override
    public String syntax() {
        return String.join("|", words);
    }

    @Override
    public Object parse(String text, Path base) {
        int i = words.indexOf(text);
        if (i < 0) {
            throw new IllegalArgumentException(
                    "it can be " + Spelling.join(words, "or") + ", not '" + text + "'" + Suggestion.of(text, words));
        }
        return constants[i];
    }
}
