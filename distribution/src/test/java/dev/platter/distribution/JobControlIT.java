// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The command of {@code --run} is one job, which signals end as a whole, and which a terminal controls. */
@Timeout(120)
class JobControlIT {
    /** An interactive shell on a pseudo-terminal, at which a script types, and waits for what is shown. */
    private static final String TERMINAL = """
        import os, pty, signal, sys
        platter = ' '.join("'" + word.replace("'", "'\\\\''") + "'" for word in sys.argv[2:])
        child, terminal = pty.fork()
        if child == 0:
            # Tests that a shell runs in the background inherit that it is ignored.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.environ.update(PS1='prompt> ', PROMPT_COMMAND='', TERM='dumb')
            os.execvp('bash', ['bash', '--norc', '--noprofile', '--noediting', '-i'])
        seen = b''
        def see(text):
            global seen
            while text.encode() not in seen:
                try:
                    more = os.read(terminal, 4096)
                except OSError:
                    more = b''
                if not more:
                    sys.exit(f'{text!r} was not seen, but {seen.decode()!r}')
                seen += more
                sys.stderr.buffer.write(more)
            seen = seen.split(text.encode(), 1)[1]
        def type(text):
            os.write(terminal, text.encode())
        def run(command, where=''):
            see('prompt> ')
            type(platter + " -U - null 1M --run '" + command + "'" + where + "\\n")
        """;

    @RegisterExtension
    private final Platter platter = new Platter();

    private void atTerminal(String script) {
        List<String> words = new ArrayList<>(List.of("-c", TERMINAL + script, "terminal"));
        words.addAll(platter.command("platter").commandLine());
        Outcome outcome = Peer.require("python3")
                .with(platter.environment())
                .with(Map.of("PLATTER_AOT", "use"))
                .run(words.toArray(String[]::new));
        assertEquals(0, outcome.status(), outcome.err());
    }

    @Needs("python3")
    @Test
    void theCommandReadsTheTerminalAndTheShellGetsItBack() {
        atTerminal("""
            run('echo asks; read answer; echo "it was $answer"')
            see('\\nasks')
            type('seven\\n')
            see('it was seven')
            see('prompt> ')
            type('read again; echo "then $again"\\n')
            type('eight\\n')
            see('then eight')
            """);
    }

    @Needs("python3")
    @Test
    void controlCReachesTheCommandAlone() {
        atTerminal("""
            run('trap "echo caught; exit 5" INT; echo ready; while :; do sleep 1; done')
            see('\\nready')
            type('\\x03')
            see('caught')
            see('prompt> ')
            type('echo "status $?"\\n')
            see('status 5')
            """);
    }

    @Needs("python3")
    @Test
    void controlZStopsTheCommandUntilItIsContinued() {
        atTerminal("""
            run('echo ready; read answer; echo "it was $answer"')
            see('\\nready')
            type('\\x1a')
            see('Stopped')
            see('prompt> ')
            type('echo "shell is $((40 + 2))"\\n')
            see('shell is 42')
            type('fg\\n')
            see('--run')
            type('seven\\n')
            see('it was seven')
            see('prompt> ')
            type('echo "status $?"\\n')
            see('status 0')
            """);
    }

    @Needs("python3")
    @Test
    void aJobInTheBackgroundReadsTheTerminalOnceItIsInTheForeground() {
        atTerminal("""
            run('echo ready; read answer; echo "it was $answer"', ' &')
            see('ready\\r\\n')
            type('until jobs | grep Stop[p]ed; do sleep 0.1; done\\n')
            see('Stopped')
            type('fg\\n')
            see('--run')
            type('seven\\n')
            see('it was seven')
            see('prompt> ')
            """);
    }

    /** The processes of the shell used to be ended before the shell, which then went on about half of the time. */
    @RepeatedTest(3)
    void aSignalEndsTheShellBeforeItsNextCommand() throws Exception {
        Path next = platter.folder().resolve("next");
        String script = "echo $$; sleep 600; echo went on >> '" + next + "'; sleep 600";
        Process run = platter.startInTerminal(Map.of(), "platter", "-U", "-", "null", "1M", "--run", script);
        long shell = Long.parseLong(run.inputReader().readLine());
        run.destroy();
        assertEquals(143, run.waitFor());
        assertFalse(Files.exists(next), "the script went on");
        assertGroupEnds(shell);
    }

    private static void assertGroupEnds(long group) {
        Outcome left = Peer.require("sh").run("-c", """
            i=0
            while kill -s 0 -- -%s 2>/dev/null; do
                i=$((i + 1))
                [ $i -lt 150 ] || exit 1
                sleep 0.2
            done
            """.formatted(group));
        assertEquals(0, left.status(), "a process of the command is left");
    }

    @Test
    void thePrivateSocketOfAKilledServerIsRemovedByALaterOne() throws Exception {
        Process killed = platter.startInTerminal(
                Map.of(), "platter", "-U", "-", "null", "1M", "--run", "echo \"$unixsocket\"; echo $$; exec sleep 600");
        BufferedReader said = killed.inputReader();
        Path socket = Path.of(said.readLine());
        String command = said.readLine();
        killed.destroyForcibly().waitFor();
        Peer.require("sh").run("-c", "kill -9 " + command).success();
        assertTrue(Files.exists(socket));
        platter.run("-U", "-", "null", "1M", "--run", "true").success();
        assertFalse(Files.exists(socket.getParent()));
    }

    @Test
    void aCommandWithoutATerminalHasAGroupOfItsOwn() {
        Outcome outcome = platter.run(
                "-U",
                "-",
                "null",
                "1M",
                "--run",
                "read -r pid name state parent group rest < /proc/$$/stat; echo $group; echo $$");
        List<String> numbers = outcome.success().lines().toList();
        assertEquals(numbers.getLast(), numbers.getFirst());
    }
}
