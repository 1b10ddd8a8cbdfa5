// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A {@link Path}, made absolute. It is not normalised: {@code ..} after a symbolic link keeps its meaning. */
final class PathType implements ValueType {
    @Override
    public String syntax() {
        return "PATH";
    }

    @Override
    public Path parse(String text, Path base) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a path cannot be empty (write . for the current folder)");
        }
        try {
            return base.resolve(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("could not parse path: " + text + " (" + e.getReason() + ")", e);
        }
    }
}
