// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import dev.platter.engine.parameters.Schema;
import java.nio.file.Path;

/**
 * What a jar says that it holds.
 *
 * @param kind plugin or filter
 * @param name what users call it, for example {@code memory}
 * @param version the bundle's version, for example {@code 1.2.0}
 * @param summary what it does, in a few words; may be empty
 * @param className the class that has the annotation
 * @param jar where it is
 * @since 0.1
 */
public record BundleEntry(Schema.Kind kind, String name, String version, String summary, String className, Path jar) {
    /** As error messages name it. */
    @Override
    public String toString() {
        return kind + " '" + name + "' " + version + " (" + jar + ")";
    }
}
