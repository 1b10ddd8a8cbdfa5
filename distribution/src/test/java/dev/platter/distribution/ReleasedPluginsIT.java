// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plugins and filters that were built for an earlier release, or for this one, are served as they are. */
@Tag("same-in-both-modes")
class ReleasedPluginsIT {
    private static final Path RELEASED = Path.of("src", "test", "released");
    private static final int SIZE = 1 << 20;

    @RegisterExtension
    private final Platter platter = new Platter();

    private static Stream<Path> jars() throws IOException {
        try (Stream<Path> files = Files.walk(RELEASED)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void jarOfAReleaseIsServed(Path jar) throws IOException {
        String path = jar.toAbsolutePath().toString();
        List<String> words = jar.getFileName().toString().startsWith("plugin-")
                ? List.of(path, "1M")
                : List.of("--filter=" + path, "memory", "1M");
        byte[] written = new byte[70_000];
        new Random(4711).nextBytes(written);
        byte[] read = new byte[written.length];
        try (Served served = platter.serve(words.toArray(String[]::new));
                NbdClient writer = NbdClient.connect(NbdUri.parse(served.uri()));
                NbdClient reader = NbdClient.connect(NbdUri.parse(served.uri()))) {
            assertEquals(SIZE, writer.export().size());
            writer.write(SIZE - written.length, ByteBuffer.wrap(written), 0);
            writer.flush();
            reader.read(SIZE - read.length, ByteBuffer.wrap(read), 0);
        }
        assertArrayEquals(written, read);
    }

    /** Otherwise the test above could pass with a release whose folder was lost. */
    @Test
    void everyReleaseHasAPluginAndAFilter() throws IOException {
        List<Path> releases;
        try (Stream<Path> files = Files.list(RELEASED)) {
            releases = files.filter(Files::isDirectory).toList();
        }
        assertFalse(releases.isEmpty(), "no release in " + RELEASED);
        for (Path release : releases) {
            assertEquals(List.of("filter", "plugin"), kinds(release), release::toString);
        }
    }

    private static List<String> kinds(Path release) throws IOException {
        try (Stream<Path> files = Files.list(release)) {
            return List.copyOf(files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .map(name -> name.replaceFirst("-.*", ""))
                    .collect(Collectors.toCollection(TreeSet::new)));
        }
    }
}
