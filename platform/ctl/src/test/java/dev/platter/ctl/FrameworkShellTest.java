// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is typed, read or said on the command line goes to the shell, and what comes of it decides the status. */
class FrameworkShellTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        lb          | 0 | 1 lb | ''
        fail it hid | 1 | tried | platterctl: it hid
        each {      | 1 | ''   | platterctl: the command is not finished: a quote or a bracket is open
        exit        | 0 | ''   | ''
        """)
    void aCommandOfTheCommandLineIsRunAlone(String command, int status, String out, String err) throws Exception {
        try (var ctl = new Ctl(folder)) {
            assertEquals(new Ctl.Run(status, line(out), line(err)), ctl.run("shell", command));
            assertEquals(new Ctl.Run(status, line(out), line(err)), ctl.run(("shell " + command).split(" ")));
        }
    }

    private static String line(String text) {
        return text.isEmpty() ? "" : text + "\n";
    }

    @Test
    void commandAfterTwoHyphensMayHaveOptions() throws Exception {
        try (var ctl = new Ctl(folder)) {
            assertEquals(new Ctl.Run(0, "1 lb -s\n", ""), ctl.run("shell", "--", "lb", "-s"));
        }
    }

    @Test
    void aScriptIsRunLineByLineInOneSession() throws Exception {
        try (var ctl = new Ctl(folder)) {
            assertEquals(new Ctl.Run(0, "1 a\n2 \n3 b\n", ""), ctl.runWith("a\n\nb", false, "shell"));
            assertEquals(1, ctl.steering.shells.size());
        }
    }

    @Test
    void scriptEndsAtItsFirstFailure() throws Exception {
        try (var ctl = new Ctl(folder)) {
            assertEquals(
                    new Ctl.Run(1, "1 a\ntried\n", "platterctl: over\n"),
                    ctl.runWith("a\nfail over\nb\n", false, "shell"));
        }
    }

    @Test
    void aScriptMayExit() throws Exception {
        try (var ctl = new Ctl(folder)) {
            assertEquals(new Ctl.Run(0, "1 a\n", ""), ctl.runWith("a\nexit\nb\n", false, "shell"));
        }
    }

    @Test
    void aScriptThatBreaksOffHasFailed() throws Exception {
        try (var ctl = new Ctl(folder)) {
            assertEquals(
                    new Ctl.Run(1, "1 a\n", "platterctl: the command is not finished: a quote or a bracket is open\n"),
                    ctl.runWith("a\nif {\nb\n", false, "shell"));
        }
    }

    @Test
    void unfinishedLineContinuesInTheNext() throws Exception {
        try (var ctl = new Ctl(folder)) {
            assertEquals(new Ctl.Run(0, "1 each {\na\n}\n", ""), ctl.runWith("each {\na\n}\n", false, "shell"));
        }
    }

    @Test
    void personIsPromptedAndMayTryAgain() throws Exception {
        try (var ctl = new Ctl(folder)) {
            assertEquals(
                    new Ctl.Run(0, "g! 1 a\ng! tried\ng! > 2 {\n}\ng! \n", "over\n"),
                    ctl.runWith("a\nfail over\n{\n}\n", true, "shell"));
        }
    }

    @Test
    void aPersonMayExit() throws Exception {
        try (var ctl = new Ctl(folder)) {
            assertEquals(new Ctl.Run(0, "g! 1 a\ng! ", ""), ctl.runWith("a\nexit\n", true, "shell"));
        }
    }

    @Test
    void controlCharactersInOutputAreEscaped() throws Exception {
        try (var ctl = new Ctl(folder)) {
            assertEquals("1 \\u{1b}[2J\n", ctl.run("shell", "\u001b[2J").out());
        }
    }

    @Test
    void startingServerHasNoShell() throws Exception {
        try (var ctl = new Ctl(folder)) {
            ctl.steering.state = "starting";
            assertEquals(3, ctl.run("shell", "lb").status());
            assertEquals(0, ctl.steering.shells.size());
        }
    }
}
