// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import dev.platter.engine.parameters.Schema;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.osgi.framework.Version;

/**
 * A plugin or filter in a jar.
 *
 * @param kind plugin or filter
 * @param name its name for users, for example {@code memory}
 * @param version the bundle's version, for example {@code 1.2.0}
 * @param summary what it does, in a few words; may be empty
 * @param className the class that has the annotation
 * @param jar the path of the jar
 * @since 0.1
 */
public record BundleEntry(Schema.Kind kind, String name, String version, String summary, String className, Path jar) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    /**
     * Compares versions.
     *
     * @param other another entry
     * @return negative if this one is older, 0 if both have the same version, positive if this one is newer
     * @throws RefusedException if one of the versions is malformed
     */
    public int compareVersion(BundleEntry other) throws RefusedException {
        return parsedVersion().compareTo(other.parsedVersion());
    }

    /**
     * Refuses a malformed version.
     *
     * @throws RefusedException if the version is not an OSGi version
     */
    public void requireVersion() throws RefusedException {
        parsedVersion();
    }

    /** Refuses a name that users could not write, or that would mean something else where they write it. */
    void requireName() throws RefusedException {
        if (!NAME.matcher(name).matches()) {
            throw new RefusedException(jar + ": the annotation of " + className + " has the name '" + name
                    + "': a name consists of lower-case letters, digits and dashes, and begins with a letter");
        }
    }

    Version parsedVersion() throws RefusedException {
        try {
            return new Version(version);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    this + " has a Bundle-Version that is not a version: write it as 1.2.3 or 1.2.3.qualifier", e);
        }
    }

    /** The entry as shown in error messages. */
    @Override
    public String toString() {
        return kind + " '" + name + "' " + version + " (" + jar + ")";
    }
}
