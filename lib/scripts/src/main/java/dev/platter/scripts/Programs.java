// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts;

import dev.platter.libc.PipedProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Runs programs, each with the name of a folder in the environment. */
interface Programs {
    /**
     * The best way that this system has.
     *
     * @param folder that programs know as {@code $tmpdir}
     */
    static Programs in(Path folder) {
        return PipedProgram.isPossible() ? new SpawnedPrograms(folder) : new JavaPrograms(folder);
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
