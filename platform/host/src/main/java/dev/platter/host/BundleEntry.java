// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import dev.platter.engine.parameters.Schema;
import java.nio.file.Path;
import org.osgi.framework.Version;

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
    /**
     * Compares versions.
     *
     * @param other another entry
     * @return negative if this one is older, 0 if both have the same version, positive if this one is newer
     * @throws RefusedException if the version of one of them cannot be understood
     */
    public int compareVersion(BundleEntry other) throws RefusedException {
        return parsedVersion().compareTo(other.parsedVersion());
    }

    /**
     * Refuses a version that cannot be understood.
     *
     * @throws RefusedException if the version is not OSGi's
     */
    public void requireVersion() throws RefusedException {
        parsedVersion();
    }

    Version parsedVersion() throws RefusedException {
        try {
            return new Version(version);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    this + " has a Bundle-Version that is not a version: write it as 1.2.3 or 1.2.3.qualifier", e);
        }
    }

    /** As error messages name it. */
    @Override
    public String toString() {
        return kind + " '" + name + "' " + version + " (" + jar + ")";
    }
}
