// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** The entry point of {@code platterctl}. */
public final class Main {
    private final Terminal terminal;

    /**
     * Prepares a run.
     *
     * @param terminal where the command reads and writes
     */
    public Main(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Runs the command and ends the process.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        // Null if input or output is redirected, whatever Error Prone says.
        boolean interactive =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        int status = new Main(new Terminal(
                        in,
                        out,
                        err,
                        interactive,
                        System.getenv(),
                        Path.of("").toAbsolutePath(),
                        InstantSource.system()))
                .run(args);
        System.exit(status);
    }

    /**
     * Runs the command.
     *
     * @param args the command line
     * @return the exit status: 0 done, 1 refused by the server, 2 wrong usage, 3 no server, 4 not understood or not printed
     */
    public int run(String... args) {
        try {
            Given given = Given.parse(args);
            if (given.has("help")) {
                terminal.out().print(Help.text());
            } else if (given.has("version")) {
                terminal.out().println("platterctl " + Version.read());
            } else {
                steer(Verb.of(given), given);
            }
            if (terminal.out().checkError()) {
                throw new Failure(ExitStatus.TROUBLE, "the output cannot be written");
            }
            return ExitStatus.DONE.number();
        } catch (Failure e) {
            terminal.out().flush();
            terminal.err()
                    .println("platterctl: " + e.getMessage()
                            + (e.status() == ExitStatus.USAGE ? "\nTry 'platterctl --help'." : ""));
            return e.status().number();
        }
    }

    private void steer(Verb verb, Given given) throws Failure {
        try (var session = new Session(socket(given), given.has("json"), terminal)) {
            verb.run(session, given);
        } catch (IOException e) {
            throw new Failure(ExitStatus.TROUBLE, "the connection could not be closed: " + e.getMessage());
        }
    }

    private Path socket(Given given) throws Failure {
        Optional<String> named = given.last("socket");
        try {
            return terminal.folder()
                    .resolve(named.isPresent() ? Path.of(named.get()) : SocketChoice.of(terminal.environment()));
        } catch (InvalidPathException e) {
            throw Failure.usage("the control socket's path is invalid: " + e.getMessage());
        }
    }
}
