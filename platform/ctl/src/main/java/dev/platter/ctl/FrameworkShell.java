// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Sends commands to the framework's shell: the one on the command line, or else lines typed by a person or read from a script.
 * A script ends at the first line that fails; a person may try again.
 */
final class FrameworkShell {
    private static final String UNFINISHED = "the command is not finished: a quote or a bracket is open";

    private final Session session;
    private final String command;
    private final PrintStream out;

    private FrameworkShell(Session session, String command) {
        this.session = session;
        this.command = command;
        this.out = session.terminal().out();
    }

    static FrameworkShell of(Session session, Given given) throws Failure {
        if (session.json()) {
            throw Failure.usage("'shell' prints what its commands print, which is not JSON: leave --json out");
        }
        return new FrameworkShell(session, String.join(" ", given.words()));
    }

    /** The server's reply to a text. */
    private record Reply(Optional<String> problem, boolean unfinished, boolean ended) {}

    void run() throws Failure {
        if (!command.isEmpty()) {
            Reply reply = send(command);
            succeed(reply);
            if (reply.unfinished) {
                throw new Failure(ExitStatus.REFUSED, UNFINISHED);
            }
        } else if (session.terminal().interactive()) {
            talk();
        } else {
            runScript();
        }
    }

    private void talk() throws Failure {
        PrintStream err = session.terminal().err();
        Optional<String> text = read("", "g! ");
        while (text.isPresent()) {
            Reply reply = send(text.get());
            reply.problem.ifPresent(err::println);
            if (reply.ended) {
                return;
            }
            text = reply.unfinished ? read(text.get() + "\n", "> ") : read("", "g! ");
        }
        // Ends the unfinished line on the terminal.
        out.println();
    }

    private void runScript() throws Failure {
        boolean unfinished = false;
        Optional<String> text = read("", "");
        while (text.isPresent()) {
            Reply reply = send(text.get());
            succeed(reply);
            if (reply.ended) {
                return;
            }
            unfinished = reply.unfinished;
            text = read(unfinished ? text.get() + "\n" : "", "");
        }
        if (unfinished) {
            throw new Failure(ExitStatus.REFUSED, UNFINISHED);
        }
    }

    private static void succeed(Reply reply) throws Failure {
        if (reply.problem.isPresent()) {
            throw new Failure(ExitStatus.REFUSED, reply.problem.get());
        }
    }

    /** The text read so far with the next line appended; empty at the end of the input. */
    private Optional<String> read(String before, String prompt) throws Failure {
        out.print(prompt);
        out.flush();
        try {
            BufferedReader in = session.terminal().in();
            return Optional.ofNullable(in.readLine()).map(before::concat);
        } catch (IOException e) {
            throw new Failure(ExitStatus.TROUBLE, "the standard input cannot be read: " + e.getMessage());
        }
    }

    /** Runs a text, and prints its output. */
    private Reply send(String text) throws Failure {
        var arguments = new JsonObject();
        arguments.addProperty("text", text);
        Fields reply = Fields.of(session.await("shell", arguments));
        out.print(Printable.lines(reply.text("output")));
        out.flush();
        return new Reply(
                reply.optionalText("problem")
                        .map(problem -> Printable.lines(problem).stripTrailing()),
                reply.flag("unfinished"),
                reply.flag("ended"));
    }
}
