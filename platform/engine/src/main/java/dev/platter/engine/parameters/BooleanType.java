// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Yes or no, in the words that nbdkit accepts. */
final class BooleanType implements ValueType {
    private static final List<String> YES = List.of("1", "true", "t", "yes", "y", "on");
    private static final List<String> NO = List.of("0", "false", "f", "no", "n", "off");

    @Override
    public String syntax() {
        return "true|false";
    }

    @Override
    public Boolean parse(String text, Path base) {
        String word = text.toLowerCase(Locale.ROOT);
        if (YES.contains(word)) {
            return true;
        }
        if (NO.contains(word)) {
            return false;
        }
        throw new IllegalArgumentException("could not decipher boolean (" + text + "): write one of "
                + String.join(", ", YES) + ", or one of " + String.join(", ", NO));
    }
}
