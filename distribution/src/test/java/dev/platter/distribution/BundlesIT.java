package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No plugin or filter of the build is forgotten in the archive. */
class BundlesIT {
    private static final Pattern MODULE = Pattern.compile("<module>(?:catalogue/)?((?:plugin|filter)-[^<]+)</module>");

    @TempDir
    private Path folder;

    @Test
    void everyPluginAndFilterOfTheBuildIsInTheArchive() throws IOException {
        TreeSet<String> there;
        try (Stream<Path> jars = Files.list(Tarball.unpack(folder).bundles())) {
            there = jars.map(jar -> jar.getFileName().toString().replaceFirst("-\\d.*", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        TreeSet<String> built = MODULE.matcher(Files.readString(Path.of("../pom.xml")))
                .results()
                .map(module -> module.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                built, there, "Maven builds in the order of dependencies: name the bundle in distribution/pom.xml");
    }
}
