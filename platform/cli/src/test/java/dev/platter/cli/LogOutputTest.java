// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogOutputTest {
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private final List<String> told = new ArrayList<>();

    @Test
    void errorsGoToTheTargetAndDebuggingStaysOnStandardError() {
        try (Console log = new Console(new PrintStream(error, true, StandardCharsets.UTF_8), "platter", true)) {
            log.error("before");
            log.redirect((line, message) -> told.add(line + "|" + message));
            log.error("it's broken: 100%");
            log.debug("a step");
            log.warning("take care");
        }
        assertEquals(
                List.of(
                        "platter: error: it's broken: 100%|error: it's broken: 100%",
                        "platter: warning: take care|warning: take care"),
                told);
        assertEquals("platter: error: before\nplatter: debug: a step\n", error.toString(StandardCharsets.UTF_8));
    }
}
