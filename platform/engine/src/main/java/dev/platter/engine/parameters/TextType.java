// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import java.nio.file.Path;

/** A {@link String}, taken unchanged. */
final class TextType implements ValueType {
    @Override
    public String syntax() {
        return "TEXT";
    }

    @Override
    public String parse(String text, Path base) {
        return text;
    }
}
