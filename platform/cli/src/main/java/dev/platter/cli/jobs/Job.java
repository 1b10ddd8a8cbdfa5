// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A shell command that runs, with all processes that it has started. */
public sealed interface Job permits SessionJob, GroupJob, TreeJob {
    /** Where the programs of every system are, among them setsid(1), if there is one. */
    List<String> PROGRAMS = List.of("/usr/bin", "/bin");

    /**
     * Starts a script in {@code /bin/sh}, with our own standard input and outputs.
     *
     * @param script the text of the script
     * @param portable whether to do without native libraries
     * @return the job
     * @throws IOException if there is no shell
     */
    static Job start(String script, boolean portable) throws IOException {
        boolean terminal = Files.isReadable(ControllingTerminal.PATH) && ControllingTerminal.exists();
        Optional<Path> setsid = terminal ? Optional.empty() : setsid();
        if (setsid.isPresent()) {
            return SessionJob.start(setsid.get(), script);
        }
        if (!portable) {
            try {
                return GroupJob.start(script);
            } catch (LinkageError e) {
                // This system lacks the calls, or JNA lacks this system.
                return TreeJob.start(script);
            }
        }
        return TreeJob.start(script);
    }

    /**
     * Starts a command in the shell of Windows, with our own standard input and outputs. That shell replaces the names of variables
     * before a command can set them, so they are in the environment.
     *
     * @param shell the program, {@code cmd.exe}
     * @param command what a user would type
     * @param variables what it can use as {@code %NAME%}
     * @return the job
     * @throws IOException if there is no such program
     */
    static Job startInWindows(String shell, String command, Map<String, String> variables) throws IOException {
        // With /s the first and the last quote are taken off, and nothing else; /d leaves out what a user runs at each
        // start.
        return TreeJob.start(List.of(shell, "/d", "/s", "/c", '"' + command + '"'), variables);
    }

    private static Optional<Path> setsid() {
        for (String folder : PROGRAMS) {
            Path program = Path.of(folder, "setsid");
            if (Files.isExecutable(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    /**
     * Completes when the shell has ended. Processes that it has left in the background may still run.
     *
     * @return completes with anything
     */
    CompletableFuture<?> ended();

    /**
     * Waits for the shell.
     *
     * @return its exit status; 128 and the signal's number if it was killed
     */
    int status();

    /** Asks all processes to end by SIGTERM, the shell first, so that it does not go on to its next command. */
    void terminate();

    /** Ends all processes by SIGKILL. */
    void kill();
}
