// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A jar that a user named by its path: a bundle, or a plain jar that is converted to one. */
final class NamedJar {
    private final BundleEntry entry;
    private final JarContent content;

    private NamedJar(BundleEntry entry, JarContent content) {
        this.entry = entry;
        this.content = content;
    }

    static NamedJar read(Namespace namespace, Path jar, JarLimits limits) throws RefusedException {
        JarContent content = JarContent.read(jar, limits);
        return new NamedJar(only(namespace, content.entries(), jar), content);
    }

    /** The plugin or filter in the jar. */
    BundleEntry entry() {
        return entry;
    }

    JarContent content() {
        return content;
    }

    private static BundleEntry only(Namespace namespace, List<BundleEntry> entries, Path jar) throws RefusedException {
        List<BundleEntry> wanted = namespace.among(entries);
        if (wanted.size() == 1) {
            return wanted.getFirst();
        }
        if (wanted.size() > 1) {
            throw new RefusedException(jar + " holds " + names(wanted)
                    + ", so a path does not say which: put it into a " + "folder of bundles and give the name");
        }
        String annotation = "@" + namespace.annotation().getSimpleName();
        throw new RefusedException(
                entries.isEmpty()
                        ? jar + " holds no " + namespace.kind() + ": no class in it has " + annotation
                        : jar + " holds " + names(entries) + " and no " + namespace.kind()
                                + ": use it as what it holds");
    }

    private static String names(List<BundleEntry> entries) {
        List<String> names = new ArrayList<>();
        for (BundleEntry entry : entries) {
            names.add(entry.kind() + " '" + entry.name() + "'");
        }
        return String.join(" and ", names);
    }
}
