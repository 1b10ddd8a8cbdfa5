// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
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
    /** The maker runs at a low priority, so on a busy machine it takes many times the seconds that it needs at rest. */
    private static final long PATIENCE_SECONDS = 150;

    private static final int OF_NETTY_AND_FELIX = 9;

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

    /**
     * Java makes code for a record that is compared, a switch over types, a string that is put together with plus signs: a
     * millisecond and more for each, which no cache saves.
     */
    @Test
    @Order(2)
    void aRunMakesOnlyTheCodeThatNettyAndFelixNeed() throws IOException, InterruptedException {
        List<String> made = classes("-U", "-", "null", "1M", "--run", "true").stream()
                .filter(line -> line.endsWith("source: __JVM_LookupDefineClass__"))
                .toList();
        assertTrue(made.size() <= OF_NETTY_AND_FELIX, String.join("\n", made));
    }

    @Test
    @Order(3)
    void cacheSurvivesMovingTheFolder() throws IOException, InterruptedException {
        home = Files.move(
                home, Files.createDirectories(folder.resolve("another/place")).resolve("platter"));
        assertTrue(takesTheCache());
        assertEquals("done\n", run("use", "-U", "-", "null", "1M", "--run", "echo done"));
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

    @Test
    @Order(7)
    void aCacheThatExistsIsNotMadeAgain() throws IOException, InterruptedException {
        Path cache = caches().getFirst();
        FileTime before = Files.getLastModifiedTime(cache);
        assertEquals("", run("make"));
        assertEquals(before, Files.getLastModifiedTime(cache));
    }

    @Test
    @Order(8)
    void makingWaitsForAnotherMaker() throws IOException, InterruptedException {
        Path cache = caches().getFirst();
        Path finished = Files.move(cache, folder.resolve("finished"));
        Path lock = lock(cache);
        Process making = platter("make", List.of()).start();
        try (BufferedReader printed = making.inputReader()) {
            assertEquals(
                    "platter: process " + ProcessHandle.current().pid() + " makes " + cache
                            + " already: waiting for it, at most 300 s",
                    printed.readLine());
            assertTrue(making.isAlive());
            Files.move(finished, cache);
            Files.delete(lock);
            assertEquals(null, printed.readLine());
        }
        assertEquals(0, making.waitFor());
        assertEquals(List.of(cache), caches());
    }

    /** Its seconds last no time, since {@code sleep} returns at once. */
    @Test
    @Order(9)
    void makingDoesNotWaitForAnotherMakerForever() throws IOException, InterruptedException {
        Path cache = caches().getFirst();
        Files.delete(cache);
        Path lock = lock(cache);
        Path sleep =
                Files.writeString(Files.createDirectory(folder.resolve("path")).resolve("sleep"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(sleep, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder builder = platter("make", List.of());
        builder.environment().merge("PATH", sleep.getParent() + ":", (old, ours) -> ours + old);
        Process making = builder.start();
        String printed = new String(making.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, making.waitFor(), printed);
        assertTrue(
                printed.contains(
                        "platter: error: process " + ProcessHandle.current().pid() + " makes " + cache
                                + ", and is not done after 300 s: wait for its end, or end it\n"),
                printed);
        assertTrue(Files.isSymbolicLink(lock), "the lock of the other maker is gone");
        Files.delete(lock);
    }

    /** The lock of a maker, which is this process. */
    private static Path lock(Path cache) throws IOException {
        return Files.createSymbolicLink(
                cache.resolveSibling(cache.getFileName() + ".lock"),
                Path.of(Long.toString(ProcessHandle.current().pid())));
    }

    private static List<Path> caches() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("lib/aot"))) {
            return files.filter(file -> file.toString().endsWith(".aot")).toList();
        }
    }

    private static boolean takesTheCache() throws IOException, InterruptedException {
        return classes("--version").stream()
                .anyMatch(line -> line.contains("dev.platter.cli.Main ") && line.contains("shared objects file"));
    }

    /** What Java's log says of the classes that a run loads. */
    private static List<String> classes(String... words) throws IOException, InterruptedException {
        Path log = folder.resolve("classes");
        ProcessBuilder builder = platter("use", List.of(words));
        // Our own options switch logs off, and this is the only variable that Java reads after them.
        builder.environment().put("_JAVA_OPTIONS", "-Xlog:class+load:file=" + log);
        Process process = builder.start();
        process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor());
        return Files.readAllLines(log);
    }

    /** Runs {@code platter}, which must succeed, and returns what it prints on both outputs. */
    private static String run(String aot, String... words) throws IOException, InterruptedException {
        Process process = platter(aot, List.of(words)).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed;
    }

    private static ProcessBuilder platter(String aot, List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(home.resolve("bin/platter").toString()), words.stream())
                        .toList());
        builder.environment().put("PLATTER_AOT", aot);
        return builder.redirectErrorStream(true);
    }
}
