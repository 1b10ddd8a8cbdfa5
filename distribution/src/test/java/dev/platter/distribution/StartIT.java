// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run does not load the classes of features that it does not use, and does not open bundles that it does not use. */
class StartIT {
    @TempDir
    Path folder;

    /**
     * The packages that a plain run does not need: TOML, JSON, HTTP, metrics, pre-shared keys, native calls of plugins,
     * what plugins may ask their context for.
     */
    private static final List<String> UNWANTED = List.of(
            "com.google.gson.",
            "com.sun.jna.",
            "com.sun.net.httpserver.",
            "dev.platter.control.",
            "dev.platter.ctl.",
            "dev.platter.daemon.",
            "dev.platter.engine.resources.",
            "io.netty.handler.ssl.",
            "io.prometheus.",
            "java.net.http.",
            "java.util.logging.",
            "javax.net.ssl.",
            "org.apache.felix.service.command.",
            "org.bouncycastle.",
            "org.tomlj.");

    private static final List<String> OF_SERVERS =
            List.of("io.netty.", "org.apache.felix.", "dev.platter.host.PluginHost");

    @Test
    void aPlainRunLoadsNoClassOfWhatItDoesNotUse() throws IOException, InterruptedException {
        List<String> loaded = classesOf("platter", "-U", "-", "null", "1M", "--run", "true");
        assertTrue(loaded.contains("dev.platter.host.Bundles"), "nothing is in the log");
        assertEquals(List.of(), among(UNWANTED, loaded));
    }

    @Test
    void theVersionIsPrintedWithoutAServer() throws IOException, InterruptedException {
        List<String> loaded = classesOf("platter", "--version");
        assertTrue(loaded.contains("dev.platter.cli.Main"), "nothing is in the log");
        assertEquals(List.of(), among(OF_SERVERS, loaded));
        assertEquals(List.of(), among(UNWANTED, loaded));
    }

    @Test
    void theHelpIsPrintedWithoutAServer() throws IOException, InterruptedException {
        List<String> loaded = classesOf("platter", "--help");
        assertTrue(loaded.contains("dev.platter.cli.options.HelpText"), "nothing is in the log");
        assertEquals(List.of(), among(OF_SERVERS, loaded));
        assertEquals(List.of(), among(UNWANTED, loaded));
    }

    @Test
    void aRunThatUsesAFeatureIsSeenToLoadItsClasses() throws IOException, InterruptedException {
        Path configuration = Files.writeString(folder.resolve("platter.toml"), "[[listen]]\nunix = \"socket\"\n");
        List<String> loaded = classesOf("platterd", "--check", "--config=" + configuration);
        for (String expected : List.of("dev.platter.daemon.", "org.tomlj.")) {
            assertNotEquals(List.of(), among(List.of(expected), loaded), expected);
        }
    }

    /** A package that was renamed would be watched for in vain. */
    @Test
    void everyPackageThatIsWatchedForExists() throws IOException {
        Set<String> packages = new HashSet<>();
        for (ModuleReference module : ModuleFinder.ofSystem().findAll()) {
            packages.addAll(module.descriptor().packages());
        }
        Path lib = Tarball.unpack(folder).home().resolve("lib");
        for (Path jar : jars(lib)) {
            packages.addAll(packagesOf(jar));
        }
        assertEquals(
                List.of(),
                UNWANTED.stream()
                        .filter(name -> packages.stream().noneMatch(it -> (it + ".").startsWith(name)))
                        .toList());
    }

    private static Set<String> packagesOf(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && name.contains("/"))
                    .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                    .collect(Collectors.toSet());
        }
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
        Process process = start(tarball, "platter", "-U", "-", "null", "1M", "--run", "true");
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        assertEquals("", printed);
    }

    private static List<Path> jars(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static List<String> among(List<String> packages, List<String> classes) {
        return classes.stream()
                .filter(name -> packages.stream().anyMatch(name::startsWith))
                .toList();
    }

    private static Process start(Tarball tarball, String name, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(tarball.command(name).toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        // With an AOT cache Java would load every class in it.
        builder.environment().put("PLATTER_AOT", "off");
        return builder.redirectErrorStream(true).start();
    }

    /** The names of all classes that a run of a command of the archive loads. */
    private List<String> classesOf(String name, String... words) throws IOException, InterruptedException {
        Tarball tarball = Tarball.unpack(folder);
        Path log = folder.resolve("classes");
        Path options = tarball.home().resolve("etc").resolve("jvm.options");
        Files.writeString(options, "\n-Xlog:class+load:file=" + log + "\n", StandardOpenOption.APPEND);
        Process process = start(tarball, name, words);
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return Files.readAllLines(log).stream()
                .map(line -> line.replaceFirst("^(\\[[^]]*])+ ", ""))
                .map(line -> line.substring(0, Math.max(line.indexOf(' '), 0)))
                .toList();
    }
}
