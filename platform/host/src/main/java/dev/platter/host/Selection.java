// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import dev.platter.engine.parameters.Suggestion;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;

/** Chooses, among the bundles of one kind, the one that a reference means. */
final class Selection {
    private final Namespace namespace;
    private final List<BundleEntry> candidates;
    private final List<Path> folders;

    Selection(Namespace namespace, List<BundleEntry> all, List<Path> folders) {
        this.namespace = namespace;
        this.candidates = namespace.among(all);
        this.folders = folders;
    }

    /** The entry with the highest matching version; of equal versions the first, so that an earlier folder wins. */
    BundleEntry of(Reference reference) throws RefusedException {
        @Nullable BundleEntry best = null;
        @Nullable Version bestVersion = null;
        TreeSet<Version> versions = new TreeSet<>();
        for (BundleEntry entry : candidates) {
            if (!entry.name().equals(reference.name())) {
                continue;
            }
            Version version = entry.parsedVersion();
            versions.add(version);
            if (reference.range().includes(version) && (bestVersion == null || version.compareTo(bestVersion) > 0)) {
                best = entry;
                bestVersion = version;
            }
        }
        if (best != null) {
            return best;
        }
        throw versions.isEmpty() ? unknown(reference.name()) : otherVersions(reference, versions);
    }

    private RefusedException unknown(String name) {
        TreeSet<String> names = new TreeSet<>();
        for (BundleEntry entry : candidates) {
            names.add(entry.name());
        }
        Optional<String> archive = archiveOf(name);
        if (archive.isPresent()) {
            return new RefusedException("the " + namespace.kind() + " '" + name + "' comes with " + archive.get()
                    + ", which is not installed: install that package, or unpack that archive over this one");
        }
        Optional<String> nearest = Suggestion.nearest(name, names);
        String possible = names.isEmpty()
                ? "there are none in " + join(folders) + ", so give the path of a jar"
                : nearest.isEmpty()
                        ? "there are " + String.join(", ", names) + "; or give the path of a jar"
                        : "did you mean '" + nearest.get() + "'? There are " + String.join(", ", names);
        return new RefusedException("no " + namespace.kind() + " is called '" + name + "': " + possible);
    }

    private Optional<String> archiveOf(String name) {
        return folders.stream()
                .map(folder -> BundleIndex.in(folder, new QuietLogger("host")).archiveOf(namespace, name))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private RefusedException otherVersions(Reference reference, Set<Version> versions) {
        return new RefusedException(namespace.kind() + " '" + reference.name() + "' has no version in "
                + reference.range() + ": there is " + join(versions));
    }

    private static String join(Iterable<?> things) {
        StringBuilder text = new StringBuilder();
        for (Object thing : things) {
            text.append(text.isEmpty() ? "" : ", ").append(thing);
        }
        return text.toString();
    }
}
