// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import java.nio.file.Path;
import java.time.Duration;

/** A {@link Duration}, as {@link DurationText} reads it. */
final class DurationType implements ValueType {
    @Override
    public String syntax() {
        return "DURATION";
    }

    @Override
    public Duration parse(String text, Path base) {
        return DurationText.parse(text);
    }
}
