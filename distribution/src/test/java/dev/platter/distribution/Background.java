// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A daemon that {@code platter} has left behind, found by its pid file. */
final class Background implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final ProcessHandle process;

    private Background(ProcessHandle process) {
        this.process = process;
    }

    /** Runs a command that is to return as soon as its daemon serves, on the socket {@code s} of the test's folder. */
    static Background start(Platter platter, String... words) throws IOException {
        List<String> line = new ArrayList<>(
                List.of("-U", socket(platter).toString(), "-P", pidFile(platter).toString()));
        line.addAll(List.of(words));
        assertEquals("", platter.run(line.toArray(String[]::new)).success());
        return of(platter);
    }

    static Background of(Platter platter) throws IOException {
        long pid = Long.parseLong(Files.readString(pidFile(platter)).strip());
        return new Background(ProcessHandle.of(pid).orElseThrow());
    }

    static Path socket(Platter platter) {
        return platter.folder().resolve("s");
    }

    static Path pidFile(Platter platter) {
        return platter.folder().resolve("pid");
    }

    static String uri(Platter platter) {
        return "nbd+unix://?socket=" + socket(platter);
    }

    ProcessHandle process() {
        return process;
    }

    void awaitEnd() {
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the daemon does not end", e);
        }
    }

    /** Ends it, and waits. */
    @Override
    public void close() {
        assertTrue(process.destroy() || !process.isAlive());
        awaitEnd();
    }
}
