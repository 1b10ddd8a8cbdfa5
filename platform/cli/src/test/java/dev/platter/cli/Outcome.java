// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.server.End;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * How a run of the command line ended, without a process of its own. It has the bundles tiny 1.2.3 and plain 4.5.6.
 *
 * @param home the folder of its installation, which has gone
 * @param loaded whether it asked where to keep bundles
 * @param released whether nothing of the bundles was left behind
 */
record Outcome(int status, String out, String err, Path home, boolean loaded, boolean released) {
    static Outcome of(String... args) {
        return of(End.withoutSignals(), args);
    }

    static Outcome of(End end, String... args) {
        try {
            Path home = Files.createTempDirectory("cli-");
            try {
                return of(home, end, args);
            } finally {
                delete(home);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome of(Path home, End end, String... args) throws IOException {
        Path bundles = Files.createDirectory(home.resolve("bundles"));
        new TestBundle("plugin", "tiny", "1.2.3", TinyPlugin.class).writeTo(bundles.resolve("tiny.jar"));
        new TestBundle("filter", "plain", "4.5.6", PlainFilter.class).writeTo(bundles.resolve("plain.jar"));
        Path cache = Files.createDirectory(home.resolve("cache"));
        var loaded = new AtomicBoolean();
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        Run.Cache where = () -> {
            loaded.set(true);
            return cache;
        };
        int status = new Run(new Configuration(home), where, stream(out), stream(err)).execute(end, args);
        return new Outcome(
                status,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8),
                home,
                loaded.get(),
                children(cache).isEmpty());
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
