// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.shell;

import dev.platter.host.shell.SessionCommands.SessionEnd;
import java.io.EOFException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.function.Consumer;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.gogo.runtime.EOFError;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;

/**
 * A Gogo session. Unlike Gogo's console it keeps neither the last result nor the last failure in a variable. These may be
 * bundles, or objects of their classes, which could not be collected while the session is open.
 */
final class GogoShell implements Shell {
    /**
     * The most output, in bytes: enough for the headers of a thousand bundles, but small enough for a server with a small heap.
     */
    private static final int MOST_OUTPUT = 1 << 20;

    private final Output output = new Output(MOST_OUTPUT);
    private final PrintStream printer = new PrintStream(output, true);
    private final CommandSession session;
    private final Consumer<GogoShell> whenClosed;
    private volatile boolean closed;

    private GogoShell(Gogo gogo, Consumer<GogoShell> whenClosed) {
        session = gogo.processor().createSession(InputStream.nullInputStream(), printer, printer);
        // As in Gogo's own profile: commands of a bundle do not hide the well-known commands.
        session.put("SCOPE", "platter:felix:gogo:*");
        this.whenClosed = whenClosed;
    }

    static GogoShell open(Gogo gogo, Consumer<GogoShell> whenClosed) {
        return new GogoShell(gogo, whenClosed);
    }

    @Override
    public synchronized ShellReply run(String text) {
        ShellReply reply = reply(text);
        // Closing the shell may make the command fail in any way; report the cause.
        return closed ? ShellReply.failed(reply.output(), "the shell was closed") : reply;
    }

    private ShellReply reply(String text) {
        try {
            print(session.execute(text));
            return output.isOverflown() ? tooMuch() : ShellReply.done(output.take());
        } catch (SessionEnd e) {
            return ShellReply.last(output.take());
        } catch (CommandNotFoundException e) {
            return ShellReply.failed(
                    output.take(), "there is no command '" + e.getCommand() + "': 'help' lists the commands");
        } catch (ShellException e) {
            return ShellReply.failed(output.take(), String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ShellReply.failed(output.take(), "interrupted");
        } catch (EOFException e) {
            return e.getCause() instanceof EOFError ? ShellReply.openEnded() : failed(e);
        } catch (Exception e) {
            return failed(e);
        }
    }

    private void print(@Nullable Object result) {
        CharSequence text = result == null ? "" : session.format(result, Converter.INSPECT);
        if (!text.isEmpty()) {
            printer.print(text);
            if (text.charAt(text.length() - 1) != '\n') {
                printer.println();
            }
        }
    }

    private ShellReply tooMuch() {
        return ShellReply.failed(
                output.take(),
                "the output is longer than " + MOST_OUTPUT + " bytes, and the rest of it is lost: filter it with"
                        + " 'grep', or write it to a file on the server with '>'");
    }

    private ShellReply failed(Exception e) {
        return ShellReply.failed(output.take(), e.getClass().getSimpleName() + ": " + e.getMessage());
    }

    /** Not synchronized, since it ends a running command. */
    @Override
    public void close() {
        closed = true;
        session.close();
        whenClosed.accept(this);
    }
}
