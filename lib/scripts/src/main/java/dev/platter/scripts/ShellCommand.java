// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A command of the shell that makes something, and is run to its end. Programs for administrators, such as mkfs, are found although a
 * user's path may lack their folders.
 *
 * @param name what the command is called in messages
 * @param script in the language of the shell
 */
public record ShellCommand(String name, String script) {
    private static final int MOST_PRINTED = 1 << 20;
    private static final int MOST_SHOWN = 500;
    private static final int FIRST_SIGNAL = 128;

    /**
     * Runs it.
     *
     * @param folder that it knows as {@code $tmpdir}
     * @param client ends the command when it has gone; empty if none waits for it
     * @return what it has printed to its standard output, at most 1 MiB
     * @throws IOException if it cannot be run, or fails; the message has its status and what it has complained about
     */
    public String run(Path folder, Optional<Client> client) throws IOException {
        return printed(answer(folder, end -> client.isPresent() ? client.get().whenGone(end::end) : () -> {}));
    }

    /**
     * Runs it, for a limited time.
     *
     * @param folder that it knows as {@code $tmpdir}
     * @param context counts the time
     * @param longest how long it may take, after which it is ended
     * @return what it has printed to its standard output, at most 1 MiB
     * @throws IOException if it cannot be run, fails, or takes longer; the message says which
     */
    public String run(Path folder, Context context, Duration longest) throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        Answer answer = answer(folder, end -> {
            Future<?> alarm = context.schedule(longest, () -> {
                late.set(true);
                end.end();
            });
            return () -> alarm.cancel(false);
        });
        if (late.get()) {
            throw new DiskException(
                    NbdError.EIO, name + ": command had not ended after " + longest.toMillis() + " ms, and was killed");
        }
        return printed(answer);
    }

    private Answer answer(Path folder, Function<Programs.Ending, AutoCloseable> ending) throws IOException {
        return Programs.in(folder)
                .run(
                        List.of("sh", "-c", "PATH=$PATH:/usr/sbin:/sbin\n" + script),
                        ByteBuffer.allocate(0),
                        MOST_PRINTED,
                        ending);
    }

    private String printed(Answer answer) throws DiskException {
        if (answer.status() == 0) {
            return new String(answer.printed(), StandardCharsets.UTF_8);
        }
        String how = answer.status() > FIRST_SIGNAL
                ? name + ": command killed by signal " + (answer.status() - FIRST_SIGNAL)
                : name + ": command exited with code " + answer.status();
        String complaint = answer.complaint()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("; "));
        throw new DiskException(
                NbdError.EIO,
                complaint.isEmpty()
                        ? how
                        : how + ": " + complaint.substring(0, Math.min(MOST_SHOWN, complaint.length())));
    }

    /**
     * A word of the shell that stands for a text.
     *
     * @param text any text
     * @return the text in quotes
     */
    public static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
