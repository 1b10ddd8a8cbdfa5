// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** A {@link URI}. */
final class UriType implements ValueType {
    @Override
    public String syntax() {
        return "URI";
    }

    @Override
    public URI parse(String text, Path base) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "could not parse URI: " + text + " (" + e.getReason() + at(e.getIndex()) + ")", e);
        }
    }

    private static String at(int index) {
        return index < 0 ? "" : " at position " + (index + 1);
    }
}
