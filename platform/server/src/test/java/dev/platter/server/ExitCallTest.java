// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.server.log.ServerLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A plugin that ends the process of the server, seen from outside. */
@Timeout(60)
class ExitCallTest {
    private static final String LINE = "System.exit was called by " + Rude.class.getName() + ".start";

    /** What a bad plugin does. */
    private static final class Rude {
        private static void start() {
            System.exit(3);
        }
    }

    /** A server whose plugin is called on the thread that is given. */
    public static void main(String[] args) {
        try (End end = End.onSignals(Duration.ofSeconds(30))) {
            try (ServerLog log = ServerLog.on(System.out, System.Logger.Level.INFO)) {
                end.reportTo(log.apply("server"));
                if (args[0].equals("main")) {
                    Rude.start();
                }
                Thread.ofPlatform().name("lifecycle").start(Rude::start);
                end.requested().join();
            }
            end.cleaned(7);
        }
    }

    @Test
    void theCallerIsNamedAndTheServerIsStoppedCleanly() throws Exception {
        Process server = server("lifecycle");
        String log = new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(log.contains(LINE), log);
        assertTrue(log.contains("on the thread 'lifecycle'"), log);
        assertEquals(7, server.waitFor());
    }

    @Test
    void aCallOnTheThreadThatWouldStopTheServerEndsItAtOnce() throws Exception {
        assertEquals(3, server("main").waitFor());
    }

    private static Process server(String thread) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExitCallTest.class.getName(),
                        thread)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
