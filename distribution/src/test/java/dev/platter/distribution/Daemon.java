// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Peer;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@code platterd} that a test has started, and its log. It is killed when the test ends. */
final class Daemon implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader log;
    private final List<String> said = new ArrayList<>();

    Daemon(Process process) {
        this.process = process;
        log = process.errorReader();
    }

    /** Waits for a line of the log that contains a text. */
    String awaitLog(String text) throws IOException {
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            said.add(line);
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("it has gone before it said '" + text + "': " + String.join("\n", said));
    }

    long pid() {
        return process.pid();
    }

    void signal(String name) {
        Peer.require("sh").run("-c", "kill -" + name + " " + process.pid()).success();
    }

    /** Waits until the process has ended by itself with this status, and returns its whole log. */
    String end(int status) throws IOException, InterruptedException {
        log.lines().forEach(said::add);
        String all = String.join("\n", said);
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), all);
        assertEquals(status, process.exitValue(), all);
        assertFalse(all.contains("LEAK:"), all);
        return all;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
