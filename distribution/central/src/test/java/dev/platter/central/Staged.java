// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.central;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder that the build has staged, and what it was staged from. */
final class Staged {
    /** Surefire runs in the folder of the module. */
    static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    static final Path FOLDER = Path.of("target", "central").toAbsolutePath();

    private static final Path OURS = FOLDER.resolve("dev").resolve("platter");

    private Staged() {}

    static String version() throws IOException {
        Path api = OURS.resolve("platter-api");
        try (Stream<Path> versions = Files.list(api)) {
            List<Path> all = versions.toList();
            if (all.size() != 1) {
                throw new AssertionError("one version must be in " + api + ", and there are " + all);
            }
            return all.getFirst().getFileName().toString();
        }
    }

    /** The files whose names end so. */
    static List<Path> files(String end) throws IOException {
        try (Stream<Path> all = Files.walk(FOLDER)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(end))
                    .sorted()
                    .toList();
        }
    }

    /** Whether an artefact of ours is there with its POM. */
    static boolean has(String artifact, String version) {
        return Files.exists(OURS.resolve(artifact).resolve(version).resolve(artifact + "-" + version + ".pom"));
    }
}
