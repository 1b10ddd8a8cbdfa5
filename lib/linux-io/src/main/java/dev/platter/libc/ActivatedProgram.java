// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A server that is started with the socket that it listens on, as systemd starts services (socket activation): the socket is its
 * descriptor 3, {@code LISTEN_FDS} is 1, and {@code LISTEN_PID} the number of its own process. It has this process's standard output and
 * error, and nothing to read. Only on Linux.
 */
public final class ActivatedProgram implements AutoCloseable {
    private static final int NOTHING = -1;
    private static final int STANDARD_OUTPUT = 1;
    private static final int STANDARD_ERROR = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 10;

    /** Only the process itself knows its number before it runs; a shell keeps its number when it becomes the server. */
    private static final List<String> SHELL = List.of("/bin/sh", "-c", "LISTEN_PID=$$ exec \"$@\"", "sh");

    private final ChildProcess process;

    private ActivatedProgram(ChildProcess process) {
        this.process = process;
    }

    /** {@return whether this system has all calls that are needed} */
    public static boolean isPossible() {
        return ChildProcess.canStart();
    }

    /**
     * Starts a server.
     *
     * @param words the program, which is looked for in the path if it has no slash, and its arguments
     * @param environment its variables, to which those of socket activation are added
     * @param socket the descriptor of a socket that listens, which stays the caller's
     * @return the program, to be closed
     * @throws IOException if no shell can be started, with the system's reason; a program that does not exist ends at once, with a
     *     sentence in standard error and the status 127
     */
    public static ActivatedProgram start(List<String> words, Map<String, String> environment, int socket)
            throws IOException {
        List<String> all = new ArrayList<>(SHELL);
        all.addAll(words);
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("LISTEN_FDS", "1");
        variables.put("LISTEN_FDNAMES", "unknown");
        return new ActivatedProgram(
                ChildProcess.start(all, variables, NOTHING, STANDARD_OUTPUT, STANDARD_ERROR, socket));
    }

    /**
     * Whether it has ended. Returns at once.
     *
     * @return whether it has
     * @throws IOException if the system does not tell
     */
    public boolean hasEnded() throws IOException {
        return process.hasEnded();
    }

    /**
     * Waits for its end.
     *
     * @return its exit status, or 128 and the number of the signal that has ended it
     * @throws IOException if the system does not tell
     */
    public int await() throws IOException {
        return process.await();
    }

    /**
     * Waits for its end for a while.
     *
     * @param patience how long at the most
     * @return its exit status, or 128 and the number of the signal that has ended it; empty if it runs still
     * @throws IOException if the system does not tell
     */
    public OptionalInt endsWithin(Duration patience) throws IOException {
        long begin = System.nanoTime();
        try {
            while (!process.hasEnded()) {
                if (System.nanoTime() - begin > patience.toNanos()) {
                    return OptionalInt.empty();
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
        return OptionalInt.of(process.await());
    }

    /** Asks it to end (SIGTERM), and kills it if it has not ended 10 seconds later. */
    @Override
    public void close() throws IOException {
        process.signal(ChildProcess.SIGTERM);
        if (endsWithin(PATIENCE).isEmpty()) {
            process.signal(ChildProcess.SIGKILL);
            process.await();
        }
    }
}
