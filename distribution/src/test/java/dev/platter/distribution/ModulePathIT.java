// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher puts the jars on the class path, so that an AOT cache survives a move of the installation. Nevertheless each
 * jar is a named module, and the server also runs from the module path.
 */
class ModulePathIT {
    private static final int PATIENCE_SECONDS = 60;

    /** The beginning of a line in which Java reports a resolved module and its jar. */
    private static final String RESOLVED = "root ";

    @TempDir
    static Path folder;

    private static Path home;

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        home = Tarball.unpack(folder).home();
    }

    private static Process start(String... words) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = Stream.concat(
                        Stream.of(
                                java.toString(),
                                "@" + home.resolve("etc").resolve("jvm.options"),
                                // The options grant native access to the unnamed module, which is enough on the class
                                // path only.
                                "--enable-native-access=io.netty.common",
                                "-Djava.library.path=" + home.resolve("lib/META-INF/native"),
                                "-Dplatter.home=" + home,
                                "--module-path",
                                home.resolve("lib").toString(),
                                "--add-modules",
                                "ALL-MODULE-PATH"),
                        Stream.of(words))
                .toList();
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    /** Waits until the process has ended successfully and without error output, and returns what it has printed. */
    private static String outputOf(Process process) throws IOException, InterruptedException {
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not end");
        assertEquals("", Files.readString(folder.resolve("err")));
        assertEquals(0, process.exitValue(), printed);
        return printed;
    }

    @Test
    void serverOnTheModulePathServesAFilterAndAPlugin() throws IOException, InterruptedException {
        String info = "PLATTER_AOT=off '" + home.resolve("bin").resolve("platter-info") + "' --size \"$uri\"";
        Process served = start(
                "--module",
                "dev.platter.cli/dev.platter.cli.Main",
                "-U",
                "-",
                "--filter=offset",
                "memory",
                "3M",
                "offset=1M",
                "--run",
                info);
        assertEquals("2097152\n", outputOf(served));
    }

    @Test
    void everyJarIsAModuleWithItsOwnName() throws IOException, InterruptedException {
        Set<String> ofTheirOwn = new TreeSet<>();
        String report = outputOf(
                start("--show-module-resolution", "--module", "dev.platter.cli/dev.platter.cli.Main", "--version"));
        for (String line : report.lines().toList()) {
            if (line.startsWith(RESOLVED) && !line.endsWith(" automatic")) {
                ofTheirOwn.add(line.substring(line.lastIndexOf('/') + 1));
            }
        }
        try (Stream<Path> files = Files.list(home.resolve("lib"))) {
            Set<String> jars = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .collect(Collectors.toCollection(TreeSet::new));
            ofTheirOwn.removeIf(name -> !jars.contains(name));
            assertEquals(jars, ofTheirOwn);
        }
        for (String module : List.of("api", "engine", "host", "client", "cli")) {
            assertTrue(report.contains(RESOLVED + "dev.platter." + module + " file:"), module);
        }
    }
}
