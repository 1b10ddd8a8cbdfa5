// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive contains every plugin and filter of the build. */
@Tag("same-in-both-modes")
class BundlesIT {
    @TempDir
    private Path folder;

    @Test
    void everyPluginAndFilterOfTheBuildIsInTheArchive() throws IOException {
        TreeSet<String> there;
        try (Stream<Path> jars = Files.list(Tarball.unpack(folder).bundles())) {
            there = jars.map(jar -> jar.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .map(name -> name.replaceFirst("-\\d.*", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        TreeSet<String> built = Modules.find(Modules.root()).stream()
                .map(Modules.Module::artifactId)
                .filter(artifact -> artifact.matches("(plugin|filter)-.*"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(built, there, "Maven builds in the order of dependencies: name the bundle in catalogue/pom.xml");
    }
}
