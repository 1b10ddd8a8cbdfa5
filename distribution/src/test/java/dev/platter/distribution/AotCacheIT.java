// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The AOT cache is made in the background of a run, survives a move of the installation, and never makes a run fail. All
 * tests use the same installation, in order.
 */
@Tag("same-in-both-modes")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AotCacheIT {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private static Path folder;

    private static Path home;

    @BeforeAll
    static void unpack() throws IOException {
        home = Tarball.unpack(Files.createDirectory(folder.resolve("first"))).home();
    }

    @Test
    @Order(1)
    void firstRunMakesTheCacheInTheBackground() throws IOException, InterruptedException {
        Path caches = Files.createDirectory(home.resolve("lib/aot"));
        try (var watcher = folder.getFileSystem().newWatchService()) {
            caches.register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
            assertEquals("done\n", run("auto", "-U", "-", "null", "1M", "--run", "echo done"));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (caches().isEmpty() && System.nanoTime() < end) {
                var key = watcher.poll(1, TimeUnit.SECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
            }
        }
        assertEquals(1, caches().size(), "no cache within " + PATIENCE_SECONDS + " s");
    }

    @Test
    @Order(2)
    void nextRunUsesTheCache() throws IOException, InterruptedException {
        assertTrue(takesTheCache());
    }

    @Test
    @Order(3)
    void cacheSurvivesMovingTheFolder() throws IOException, InterruptedException {
        home = Files.move(
                home, Files.createDirectories(folder.resolve("another/place")).resolve("platter"));
        assertTrue(takesTheCache());
    }

    @Test
    @Order(4)
    void anotherBuildDoesNotUseTheCache() throws IOException, InterruptedException {
        Path id = home.resolve("lib/build-id");
        String before = Files.readString(id);
        Files.writeString(id, "0123456789abcdef\n");
        assertFalse(takesTheCache());
        Files.writeString(id, before);
    }

    @Test
    @Order(5)
    void damagedCacheOnlyCostsTime() throws IOException, InterruptedException {
        Path cache = caches().getFirst();
        Files.writeString(cache, "not a cache");
        assertEquals("done\n", run("auto", "-U", "-", "null", "1M", "--run", "echo done"));
        Files.delete(cache);
    }

    @Test
    @Order(6)
    void packageMakesTheCacheAtOnce() throws IOException, InterruptedException {
        assertEquals("", run("make"));
        assertEquals(1, caches().size());
        assertTrue(takesTheCache());
        try (Stream<Path> files = Files.list(home.resolve("lib/aot"))) {
            assertEquals(1, files.count(), "something was left behind");
        }
    }

    private static List<Path> caches() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("lib/aot"))) {
            return files.filter(file -> file.toString().endsWith(".aot")).toList();
        }
    }

    private static boolean takesTheCache() throws IOException, InterruptedException {
        Path log = folder.resolve("classes");
        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/platter").toString(), "--version");
        builder.environment().put("PLATTER_AOT", "use");
        // Our own options switch logs off, and this is the only variable that Java reads after them.
        builder.environment().put("_JAVA_OPTIONS", "-Xlog:class+load:file=" + log);
        Process process = builder.redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor());
        return Files.readAllLines(log).stream()
                .anyMatch(line -> line.contains("dev.platter.cli.Main ") && line.contains("shared objects file"));
    }

    /** Runs {@code platter}, which must succeed, and returns what it prints on both outputs. */
    private static String run(String aot, String... words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(home.resolve("bin/platter").toString()), Stream.of(words))
                        .toList());
        builder.environment().put("PLATTER_AOT", aot);
        Process process = builder.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed;
    }
}
