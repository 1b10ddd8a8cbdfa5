// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The headers of the bundles that a distribution was built with, which lie in one file beside them. A start that had to open every
 * jar to find one bundle would take longer with each bundle that is added to the catalogue.
 *
 * <p>The file has the form of a manifest, with a section for each jar. A jar that has another size or time than the index says was put
 * there later, and is read itself; so is every jar if there is no index. The build writes it (see {@code build/BundleIndex.java}).
 *
 * <p>It also describes the bundles of the archives that can be unpacked over the distribution, and says which archive has them. So a
 * user who misses one learns where it is.
 */
final class BundleIndex {
    private static final String FILE = "index.mf";
    private static final String MODIFIED = "Modified";
    private static final String SIZE = "Size";
    private static final String ARCHIVE = "Archive";

    private final Manifest sections;

    private BundleIndex(Manifest sections) {
        this.sections = sections;
    }

    /**
     * Reads the index of a folder.
     *
     * @param log receives why an index cannot be read; nothing is lost then but time
     */
    static BundleIndex in(Path folder, System.Logger log) {
        Path file = folder.resolve(FILE);
        try (InputStream bytes = Files.newInputStream(file)) {
            return new BundleIndex(new Manifest(bytes));
        } catch (NoSuchFileException e) {
            return new BundleIndex(new Manifest());
        } catch (IOException e) {
            log.log(
                    Level.WARNING,
                    file + " cannot be used (" + e.getMessage() + "), so every jar is read: take it away");
        }
        return new BundleIndex(new Manifest());
    }

    /**
     * The manifest of a jar in the folder.
     *
     * @param now what the file system says about the jar
     * @return empty if the index does not describe this jar
     */
    Optional<BundleManifest> manifest(Path jar, BasicFileAttributes now) {
        @Nullable Attributes section = sections.getAttributes(jar.getFileName().toString());
        boolean same = section != null
                && Long.toString(now.size()).equals(section.getValue(SIZE))
                && Long.toString(now.lastModifiedTime().toMillis())
                        .equals(sections.getMainAttributes().getValue(MODIFIED));
        return same ? Optional.of(BundleManifest.of(section, jar)) : Optional.empty();
    }

    /**
     * The archive that has a bundle which is not installed.
     *
     * @return its name; empty if no archive of the distribution's own has such a bundle
     */
    Optional<String> archiveOf(Namespace namespace, String name) {
        for (Map.Entry<String, Attributes> section : sections.getEntries().entrySet()) {
            Optional<String> archive = Optional.ofNullable(section.getValue().getValue(ARCHIVE));
            if (archive.isPresent() && has(section.getKey(), section.getValue(), namespace, name)) {
                return archive;
            }
        }
        return Optional.empty();
    }

    private static boolean has(String jar, Attributes section, Namespace namespace, String name) {
        return namespace.among(BundleManifest.of(section, Path.of(jar)).entries()).stream()
                .anyMatch(entry -> entry.name().equals(name));
    }
}
