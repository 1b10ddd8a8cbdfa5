// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import java.nio.file.Path;

/**
 * Which bundle an export is made of.
 *
 * @param text a name, {@code name@version}, {@code name@range}, or the absolute path of a jar
 */
public record BundleReference(String text) {
    /**
     * Reads a reference. What the host takes for a path is made absolute, as a server leaves the folder that it was
     * started in.
     *
     * @param text what somebody wrote
     * @param folder where relative paths begin
     * @return the reference
     * @throws java.nio.file.InvalidPathException if it should be a path and cannot be one
     */
    public static BundleReference parse(String text, Path folder) {
        boolean path = text.endsWith(".jar") || text.indexOf('/') >= 0;
        return new BundleReference(path ? folder.resolve(text).normalize().toString() : text);
    }

    @Override
    public String toString() {
        return text;
    }
}
