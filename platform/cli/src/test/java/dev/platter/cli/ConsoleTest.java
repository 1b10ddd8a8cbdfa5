// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The log has nbdkit's form. */
class ConsoleTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Console opened = console(false);

    @Test
    void aVerboseRunShowsDebugLines() {
        console(true).apply("memory").log(Level.DEBUG, "open");
        assertEquals("platter: debug: memory: open\n", shown());
    }

    @Test
    void aQuietRunShowsWarningsAndErrorsOnly() {
        Console console = console(false);
        console.apply("memory").log(Level.DEBUG, "open");
        console.apply("memory").log(Level.INFO, "ready");
        console.apply("memory").log(Level.WARNING, "slow");
        console.error("gone");
        assertEquals("platter: warning: memory: slow\nplatter: error: gone\n", shown());
    }

    @Test
    void parametersAreFilledIn() {
        console(false).apply("file").log(Level.ERROR, "{0} is gone", "x");
        assertEquals("platter: error: file: x is gone\n", shown());
    }

    @Test
    void messageWithoutParametersIsNotAPattern() {
        console(false).apply("").log(Level.ERROR, "unknown parameter '{0}'");
        assertEquals("platter: error: unknown parameter '{0}'\n", shown());
    }

    private Console console(boolean verbose) {
        opened = new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8), "platter", verbose);
        return opened;
    }

    private String shown() {
        opened.close();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
