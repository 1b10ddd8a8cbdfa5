// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folders in which bundles are found by name. A jar that cannot be read is skipped with a warning, so that one bad file
 * does not affect the others.
 */
final class BundleFolders {
    private record Known(FileTime modified, long size, BundleManifest manifest) {}

    private final List<Path> folders;
    private final System.Logger log;

    /** A cache of manifests, so that a chain of ten filters does not read every manifest ten times. */
    private final Map<Path, Known> known = new HashMap<>();

    private final Map<Path, BundleIndex> indices = new HashMap<>();

    /**
     * Reads no folder yet.
     *
     * @param log receives the jars that are skipped
     */
    BundleFolders(List<Path> folders, System.Logger log) {
        this.folders = List.copyOf(folders);
        this.log = log;
    }

    List<Path> folders() {
        return folders;
    }

    /**
     * The current entries, by folder in the given order, then by file name.
     *
     * @throws RefusedException if a folder exists and cannot be read
     */
    synchronized List<BundleEntry> entries() throws RefusedException {
        List<BundleEntry> entries = new ArrayList<>();
        for (Path folder : folders) {
            List<Path> jars = jars(folder);
            if (!jars.isEmpty()) {
                BundleIndex index = indices.computeIfAbsent(folder, it -> BundleIndex.in(it, log));
                for (Path jar : jars) {
                    entries.addAll(entriesOf(jar, index));
                }
            }
        }
        return entries;
    }

    private static List<Path> jars(Path folder) throws RefusedException {
        List<Path> jars = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return jars;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (file.toString().endsWith(".jar")) {
                    jars.add(file);
                }
            }
        } catch (IOException e) {
            throw new RefusedException("the folder of bundles " + folder + " cannot be read: " + e.getMessage(), e);
        }
        Collections.sort(jars);
        return jars;
    }

    /** The packages of the JDK that a jar in the folders imports. */
    synchronized JdkPackages jdk(Path jar) {
        @Nullable Known found = known.get(jar);
        return found == null ? JdkPackages.ALL : found.manifest.jdk();
    }

    /** The packages of the JDK that the jars in the folders import by name. */
    synchronized JdkPackages importedPackages() {
        // Most jars import the same packages.
        Set<String> headers = new HashSet<>();
        for (Known found : known.values()) {
            found.manifest.imports().ifPresent(headers::add);
        }
        return JdkPackages.of(String.join(",", headers));
    }

    private List<BundleEntry> entriesOf(Path jar, BundleIndex index) {
        @Nullable Known before = known.get(jar);
        try {
            BasicFileAttributes now = Files.readAttributes(jar, BasicFileAttributes.class);
            if (before == null || before.size != now.size() || !before.modified.equals(now.lastModifiedTime())) {
                Optional<BundleManifest> indexed = index.manifest(jar, now);
                BundleManifest manifest = indexed.isPresent() ? indexed.get() : BundleManifest.read(jar);
                before = new Known(now.lastModifiedTime(), now.size(), manifest);
                known.put(jar, before);
            }
            return before.manifest.entries();
        } catch (IOException e) {
            known.remove(jar);
            log.log(
                    Level.WARNING,
                    "passing over " + jar + ", which cannot be read as a jar (" + e.getMessage()
                            + "): put it there again, or remove it");
            return List.of();
        }
    }
}
