// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts;

import dev.platter.libc.PipedProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Runs programs, each with the name of a folder in the environment. */
interface Programs {
    /** How systemd tells of sockets. They are the server's, and the programs have none of these descriptors. */
    Set<String> OF_THE_SERVER = Set.of("LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES");

    /**
     * The best way that this system has.
     *
     * @param folder that programs know as {@code $tmpdir}
     */
    static Programs in(Path folder) {
        Map<String, String> environment = environment(System.getenv(), folder);
        return PipedProgram.isPossible() ? new SpawnedPrograms(environment) : new JavaPrograms(environment);
    }

    /** What programs find in the environment of a server whose own one is given. */
    static Map<String, String> environment(Map<String, String> servers, Path folder) {
        Map<String, String> environment = new HashMap<>(servers);
        environment.keySet().removeAll(OF_THE_SERVER);
        environment.put("tmpdir", folder.toString());
        return environment;
    }

    /** Ends what is no longer needed. */
    interface Ending {
        /** Ends a program and what that has started. */
        void end();
    }

    /**
     * Runs a program to its end.
     *
     * @param words the program and its arguments
     * @param input what it reads from its standard input; empty for none
     * @param most how many bytes it may print
     * @param ending is told how to end the program early, and returns what to close when it has ended
     * @throws IOException if it cannot be started, or prints more than that
     */
    Answer run(List<String> words, ByteBuffer input, int most, Function<Ending, AutoCloseable> ending)
            throws IOException;
}
