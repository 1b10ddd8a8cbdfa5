// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.python;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.peers.Peer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The interpreter. */
final class Python {
    private Python() {}

    /** Demands one of this system, for those who look for it there. */
    static void require() {
        String path = System.getenv().getOrDefault("PATH", "");
        assumeTrue(
                Arrays.stream(path.split(File.pathSeparator))
                        .anyMatch(folder -> new File(folder, "python3").canExecute()),
                "needs python3");
    }

    /** A program that is the interpreter, wherever that is. */
    static Path program(Path folder) throws IOException {
        String command = Peer.require("python3").commandLine().stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        Path program = Files.writeString(folder.resolve("python"), "#!/bin/sh\nexec " + command + " \"$@\"\n");
        if (!program.toFile().setExecutable(true)) {
            throw new IOException(program + " cannot be made executable");
        }
        return program;
    }
}
