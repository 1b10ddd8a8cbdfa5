// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts;

import dev.platter.api.Client;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
        Answer answer = Programs.in(folder)
                .run(
                        List.of("sh", "-c", "PATH=$PATH:/usr/sbin:/sbin\n" + script),
                        ByteBuffer.allocate(0),
                        MOST_PRINTED,
                        end -> client.isPresent() ? client.get().whenGone(end::end) : () -> {});
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
