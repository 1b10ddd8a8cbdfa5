// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The unpacked distribution, for one test. Its commands write their temporary files to a folder that must be empty when the
 * test ends.
 *
 * <p>With {@code -Dplatter.portable=true} the commands use no native libraries, like the unit tests.
 */
final class Platter implements BeforeEachCallback, AfterEachCallback {
    private final Deque<Served> running = new ArrayDeque<>();
    private boolean portable = Boolean.getBoolean("platter.portable");
    private Folder folder;
    private Tarball tarball;
    private Path caches;

    /** The archive, unpacked once for all tests. A test that changes it unpacks another copy. */
    private record Unpacked(Folder folder, Tarball tarball) implements AutoCloseable {
        static Unpacked make(Object key) {
            try {
                Folder folder = Folder.make();
                Tarball tarball = Tarball.unpack(folder.path());
                // The tests start so many processes that making an AOT cache saves time.
                Peer.at(tarball.command("platter"))
                        .with(Map.of("PLATTER_AOT", "make"))
                        .run()
                        .success();
                Files.createSymbolicLink(
                        Files.createDirectory(caches(folder)).resolve("platter"),
                        tarball.home().resolve("lib"));
                return new Unpacked(folder, tarball);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path caches(Folder folder) {
            return folder.path().resolve("cache");
        }

        /** What a user's own folder of caches would be, for other copies: a cache fits every copy of the same build. */
        Path caches() {
            return caches(folder);
        }

        @Override
        public void close() throws IOException {
            folder.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        Unpacked unpacked = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Platter.class))
                .computeIfAbsent(Tarball.class, Unpacked::make, Unpacked.class);
        tarball = unpacked.tarball();
        caches = unpacked.caches();
        folder = Folder.make();
        Files.createDirectory(leftovers());
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        List<AssertionError> failures = new ArrayList<>();
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (AssertionError e) {
                failures.add(e);
            }
        }
        try (Folder gone = folder;
                Stream<Path> left = Files.walk(leftovers())) {
            assertEquals(List.of(gone.path().resolve("tmp")), left.toList(), "what platter has left behind");
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    /** Sets whether commands do without native libraries from now on, independently of the suite's setting. */
    Platter portable(boolean portable) {
        this.portable = portable;
        return this;
    }

    /** A folder for the test's files, which is deleted when the test ends. */
    Path folder() {
        return folder.path();
    }

    /** A command of the distribution. */
    Peer command(String name) {
        return command(tarball, name);
    }

    /** A copy of the distribution for this test, as {@link Tarball#copy} makes it. */
    Tarball copy(Path into) throws IOException {
        return tarball.copy(into);
    }

    /** A command of another copy of the distribution. */
    Peer command(Tarball copy, String name) {
        return Peer.at(copy.command(name))
                .with(environment())
                .with(Map.of("PLATTER_AOT", "use", "XDG_CACHE_HOME", caches.toString()));
    }

    /**
     * Starts a command as a terminal does, with the default action for SIGINT. If a shell runs the tests in the background, all
     * processes that they start inherit that SIGINT is ignored, and Java does not change that.
     */
    Process startInTerminal(Map<String, String> variables, String name, String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of("--default-signal=INT"));
        line.addAll(command(name).commandLine(words));
        return Peer.require("env")
                .with(environment())
                .with(Map.of("PLATTER_AOT", "use"))
                .with(variables)
                .start(line.toArray(String[]::new));
    }

    /** Runs a shell script in the test's folder. */
    Outcome shell(String script) {
        return Peer.at(Path.of("/bin/sh"))
                .with(environment())
                .run("-c", "cd " + quoted(folder().toString()) + "\n" + script);
    }

    /** Runs {@code platter} to its end. */
    Outcome run(String... words) {
        return command("platter").run(words);
    }

    /** Serves on a private socket until the test ends. */
    Served serve(String... words) throws IOException {
        return serve(command("platter"), List.of("-U", "-"), words);
    }

    /** Serves on a free port of the loopback until the test ends. */
    Served serveOnPort(String... words) throws IOException {
        return serve(command("platter"), List.of("-i", "127.0.0.1", "-p", "0"), words);
    }

    /** Serves on a private Unix socket until the test ends, in a JVM with other options. */
    Served serveWithJavaOptions(String options, String... words) throws IOException {
        Peer platter = command("platter").with(Map.of("PLATTER_JAVA_OPTIONS", options));
        return serve(platter, List.of("-U", "-"), words);
    }

    private Served serve(Peer platter, List<String> where, String... words) throws IOException {
        List<String> line = new ArrayList<>(where);
        line.addAll(List.of(words));
        line.addAll(List.of("--run", Served.CAPTIVE));
        Served served = Served.started(platter.start(line.toArray(String[]::new)));
        running.push(served);
        return served;
    }

    /** Demands that {@code platter} has failed with one line that contains both texts. */
    static void assertRefused(Outcome outcome, String culprit, String remedy) {
        assertEquals(1, outcome.status(), outcome.err());
        assertEquals("", outcome.out());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().startsWith("platter: error: "), outcome.err());
        assertTrue(outcome.err().contains(culprit), outcome.err());
        assertTrue(outcome.err().contains(remedy), outcome.err());
    }

    /** A command line for {@code --run} that hides our TMPDIR from the foreign program. */
    static String captive(Peer peer, String... arguments) {
        StringBuilder line = new StringBuilder("env ");
        String before = System.getenv("TMPDIR");
        line.append(before == null ? "-u TMPDIR" : "TMPDIR=" + quoted(before));
        peer.commandLine(arguments).forEach(word -> line.append(' ').append(quoted(word)));
        return line.toString();
    }

    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** The environment variables of the commands. */
    Map<String, String> environment() {
        // Netty unpacks its native library to Java's folder for temporary files.
        String options = "-Dplatter.portable=" + portable + " -Djava.io.tmpdir=" + leftovers()
                + " -Dio.netty.leakDetection.level=paranoid";
        return Map.of("TMPDIR", leftovers().toString(), "PLATTER_JAVA_OPTIONS", options);
    }

    private Path leftovers() {
        return folder().resolve("tmp");
    }
}
