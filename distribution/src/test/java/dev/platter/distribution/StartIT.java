// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run does not load the classes of features that it does not use, and does not open bundles that it does not use. */
class StartIT {
    @TempDir
    Path folder;

    /** The packages that a plain run does not need: TOML, JSON, HTTP, metrics, pre-shared keys, native calls of plugins. */
    private static final List<String> UNWANTED = List.of(
            "com.google.gson.",
            "com.sun.jna.",
            "com.sun.net.httpserver.",
            "dev.platter.control.",
            "dev.platter.ctl.",
            "dev.platter.daemon.",
            "io.netty.handler.ssl.",
            "io.prometheus.",
            "java.net.http.",
            "java.util.logging.",
            "javax.net.ssl.",
            "org.antlr.",
            "org.apache.felix.service.command.",
            "org.bouncycastle.",
            "org.tomlj.");

    private static final List<String> OF_SERVERS =
            List.of("io.netty.", "org.apache.felix.", "dev.platter.host.PluginHost");

    @Test
    void aPlainRunLoadsNoClassOfWhatItDoesNotUse() throws IOException, InterruptedException {
        List<String> loaded = classesOf("-U", "-", "null", "1M", "--run", "true");
        assertTrue(loaded.contains("dev.platter.host.Bundles"), "nothing is in the log");
        assertEquals(List.of(), among(UNWANTED, loaded));
    }

    @Test
    void theVersionIsPrintedWithoutAServer() throws IOException, InterruptedException {
        List<String> loaded = classesOf("--version");
        assertTrue(loaded.contains("dev.platter.cli.Main"), "nothing is in the log");
        assertEquals(List.of(), among(OF_SERVERS, loaded));
        assertEquals(List.of(), among(UNWANTED, loaded));
    }

    @Test
    void theHelpIsPrintedWithoutAServer() throws IOException, InterruptedException {
        List<String> loaded = classesOf("--help");
        assertTrue(loaded.contains("dev.platter.cli.options.HelpText"), "nothing is in the log");
        assertEquals(List.of(), among(OF_SERVERS, loaded));
        assertEquals(List.of(), among(UNWANTED, loaded));
    }

    @Test
    void aRunOpensOnlyTheBundlesThatItUses() throws IOException, InterruptedException {
        Tarball tarball = Tarball.unpack(folder);
        Path bundles = tarball.home().resolve("bundles");
        for (Path jar : jars(bundles)) {
            if (!jar.getFileName().toString().startsWith("plugin-null-")) {
                FileTime modified = Files.getLastModifiedTime(jar);
                Files.write(jar, new byte[(int) Files.size(jar)]);
                Files.setLastModifiedTime(jar, modified);
            }
        }
        Process process = platter(tarball, "-U", "-", "null", "1M", "--run", "true");
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        assertEquals("", printed);
    }

    private static List<Path> jars(Path bundles) throws IOException {
        try (Stream<Path> files = Files.list(bundles)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static List<String> among(List<String> packages, List<String> classes) {
        return classes.stream()
                .filter(name -> packages.stream().anyMatch(name::startsWith))
                .toList();
    }

    private static Process platter(Tarball tarball, String... words) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(tarball.command("platter").toString()));
        command.addAll(List.of(words));
        ProcessBuilder platter = new ProcessBuilder(command);
        // With an AOT cache Java would load every class in it.
        platter.environment().put("PLATTER_AOT", "off");
        return platter.redirectErrorStream(true).start();
    }

    /** The names of all classes that a run of the shipped launcher loads. */
    private List<String> classesOf(String... words) throws IOException, InterruptedException {
        Tarball tarball = Tarball.unpack(folder);
        Path log = folder.resolve("classes");
        Path options = tarball.home().resolve("etc").resolve("jvm.options");
        Files.writeString(options, "\n-Xlog:class+load:file=" + log + "\n", StandardOpenOption.APPEND);
        Process process = platter(tarball, words);
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return Files.readAllLines(log).stream()
                .map(line -> line.replaceFirst("^(\\[[^]]*])+ ", ""))
                .map(line -> line.substring(0, Math.max(line.indexOf(' '), 0)))
                .toList();
    }
}
