// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.server.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command beside the server: what it is told, and what becomes of its status. */
class CaptiveTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"exit 0,0", "exit 7,7", "false,1", "nosuchcommand 2>&-,127"})
    void commandsStatusIsTheExitStatus(String command, int status) {
        Outcome outcome = Outcome.of("tiny", "1M", "--run", command);
        assertEquals(status, outcome.status(), outcome.err());
        assertEquals("", outcome.err());
        assertTrue(outcome.released());
    }

    @ParameterizedTest
    @CsvSource({"9,137", "15,143"})
    void signalOfAKilledCommandIsReported(int signal, int status) {
        Outcome outcome = Outcome.of("tiny", "1M", "--run", "kill -" + signal + " $$");
        assertEquals(status, outcome.status(), outcome.err());
        assertEquals("platter: error: the command was killed by signal " + signal + "\n", outcome.err());
        assertTrue(outcome.released());
    }

    @Test
    void runWithoutAnAddressGetsAPrivateSocketThatIsRemoved() throws IOException {
        List<String> told = told("tiny", "1M");
        Path socket = Path.of(told.get(3));
        assertEquals(List.of("nbd+unix://?socket=" + socket, told.getFirst(), "", told.get(3), ""), told);
        assertEquals(
                "drwx------ socket", Files.readString(folder.resolve("seen")).strip());
        assertFalse(Files.exists(socket.getParent()), socket + " was left behind");
    }

    @Test
    void chosenSocketIsAbsoluteAndIsRemoved() throws IOException {
        Path socket = folder.resolve("my socket");
        List<String> told = told("-U", socket.toString(), "-e", "a b/ä", "tiny", "1M");
        String uri = "nbd+unix:///a%20b/%C3%A4?socket=" + folder + "/my%20socket";
        assertEquals(List.of(uri, uri, "", socket.toString(), "a b/ä"), told);
        assertFalse(Files.exists(socket));
    }

    @Test
    void chosenSocketHasTheModeThatWasAskedFor() throws IOException {
        Path socket = folder.resolve("socket");
        Path seen = folder.resolve("seen");
        String script =
                "ls -ld '" + socket + "' | cut -c1-10 > '" + seen + "'; ls -A '" + folder + "' >> '" + seen + "'";
        Outcome outcome = Outcome.of("-U", socket.toString(), "--socket-mode=0620", "tiny", "1M", "--run", script);
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals("srw--w----\nseen\nsocket\n", Files.readString(seen));
        assertFalse(Files.exists(socket));
    }

    @Test
    void aPortIsResolved() throws IOException {
        List<String> told = told("-i", "127.0.0.1", "-p", "0", "-e", "x", "tiny", "1M");
        int port = Integer.parseInt(told.get(2));
        assertTrue(port > 0);
        String uri = "nbd://localhost:" + port + "/x";
        assertEquals(List.of(uri, uri, Integer.toString(port), "", "x"), told);
    }

    @Test
    void variablesAreNotExported() throws IOException {
        Path environment = folder.resolve("environment");
        Outcome.of("tiny", "1M", "--run", "env > " + environment);
        assertFalse(Files.readAllLines(environment).stream()
                .anyMatch(line -> line.startsWith("uri=") || line.startsWith("unixsocket=")));
    }

    @Test
    void quotesInAnExportNameReachTheCommand() throws IOException {
        assertEquals(
                "it's \"$(exit)\"", told("-e", "it's \"$(exit)\"", "tiny", "1M").getLast());
    }

    @Test
    void aRequestToEndEndsTheCommand() {
        End end = End.withoutSignals();
        end.request("signal");
        assertEquals(
                143, Outcome.of(end, "tiny", "1M", "--run", "exec sleep 600").status());
    }

    /** The descendants used to be ended before the shell, which then went on about half of the time. */
    @RepeatedTest(5)
    void aRequestToEndEndsTheShellBeforeItsNextCommand() throws IOException {
        Path pipe = folder.resolve("pipe");
        Path next = folder.resolve("next");
        End end = End.withoutSignals();
        Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assertEquals(0, assertDoesNotThrow(() -> made.waitFor()));
        Thread.ofPlatform().start(() -> {
            // Opening a pipe waits for the other side.
            assertDoesNotThrow(() -> Files.readString(pipe));
            end.request("signal");
        });
        String script = "echo >'" + pipe + "'; sleep 600; echo >'" + next + "'; sleep 600";
        assertEquals(143, Outcome.of(end, "tiny", "1M", "--run", script).status());
        assertFalse(Files.exists(next), "the script went on");
    }

    /** What the variables hold, in the order of the manual page. */
    private List<String> told(String... args) throws IOException {
        Path told = folder.resolve("told");
        String command =
                "printf '%s\\n' \"$uri\" \"$nbd\" \"$port\" \"$unixsocket\" \"$exportname\" > '" + told + "';[ -z"
                        + " \"$unixsocket\""
                        + " ] ||"
                        + " (cd \"$(dirname"
                        + " \"$unixsocket\")\""
                        + " && ls"
                        + " -ld ."
                        + " | cut"
                        + " -c1-10"
                        + " | tr"
                        + " '\\n"
                        + "' ' '"
                        + " && ls)"
                        + " > '" + folder.resolve("seen") + "'";
        String[] line = Arrays.copyOf(args, args.length + 2);
        line[args.length] = "--run";
        line[args.length + 1] = command;
        Outcome outcome = Outcome.of(line);
        assertEquals(0, outcome.status(), outcome.err());
        return Files.readAllLines(told);
    }
}
