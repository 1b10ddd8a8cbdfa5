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
 * The unpacked distribution in the hands of one test. All that it makes for its own use goes to a folder that has to be
 * empty again in the end, whatever the test has done to it.
 *
 * <p>With {@code -Dplatter.portable=true} it does without native libraries, as the unit tests do.
 */
final class Platter implements BeforeEachCallback, AfterEachCallback {
    private final Deque<Served> running = new ArrayDeque<>();
    private boolean portable = Boolean.getBoolean("platter.portable");
    private Folder folder;
    private Tarball tarball;

    /** It is unpacked once for all tests. One that wants to change it unpacks another. */
    private record Unpacked(Folder folder, Tarball tarball) implements AutoCloseable {
        static Unpacked make(Object key) {
            try {
                Folder folder = Folder.make();
                Tarball tarball = Tarball.unpack(folder.path());
                // There are so many starts that its making pays off.
                Peer.at(tarball.command("platter"))
                        .with(Map.of("PLATTER_AOT", "make"))
                        .run()
                        .success();
                return new Unpacked(folder, tarball);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            folder.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        tarball = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Platter.class))
                .computeIfAbsent(Tarball.class, Unpacked::make, Unpacked.class)
                .tarball();
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

    /** Does without native libraries from now on, or not, however the suite runs. */
    Platter portable(boolean portable) {
        this.portable = portable;
        return this;
    }

    /** A folder for the files of the test, which goes with it. */
    Path folder() {
        return folder.path();
    }

    /** One of its commands. */
    Peer command(String name) {
        return command(tarball, name).with(Map.of("PLATTER_AOT", "use"));
    }

    /** A command of another copy. */
    Peer command(Tarball copy, String name) {
        return Peer.at(copy.command(name)).with(environment());
    }

    /**
     * Starts one of its commands as a terminal would. Where a shell runs the tests in the background, SIGINT is ignored by
     * all that is started, and Java keeps to that.
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

    /** Runs a script of a shell in the folder of the test. */
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
        return serve(List.of("-U", "-"), words);
    }

    /** Serves on a free port of the loopback until the test ends. */
    Served serveOnPort(String... words) throws IOException {
        return serve(List.of("-i", "127.0.0.1", "-p", "0"), words);
    }

    private Served serve(List<String> where, String... words) throws IOException {
        List<String> line = new ArrayList<>(where);
        line.addAll(List.of(words));
        line.addAll(List.of("--run", Served.CAPTIVE));
        Served served = Served.started(command("platter").start(line.toArray(String[]::new)));
        running.push(served);
        return served;
    }

    /** Demands one sentence with two things in it, and the status that goes with it. */
    static void assertRefused(Outcome outcome, String culprit, String remedy) {
        assertEquals(1, outcome.status(), outcome.err());
        assertEquals("", outcome.out());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().startsWith("platter: error: "), outcome.err());
        assertTrue(outcome.err().contains(culprit), outcome.err());
        assertTrue(outcome.err().contains(remedy), outcome.err());
    }

    /** A command line for {@code --run}: foreign programs shall not see what we have changed in the environment. */
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

    /** What its commands find among their variables. */
    Map<String, String> environment() {
        // Netty unpacks its native library where Java has its temporary files.
        String options = "-Dplatter.portable=" + portable + " -Djava.io.tmpdir=" + leftovers()
                + " -Dio.netty.leakDetection.level=paranoid";
        return Map.of("TMPDIR", leftovers().toString(), "PLATTER_JAVA_OPTIONS", options);
    }

    private Path leftovers() {
        return folder().resolve("tmp");
    }
}
