// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many files and sockets the system lets this process have open. */
final class Descriptors {
    /** Those for everything that is not a connection. */
    static final int OTHERS = 64;

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String TITLE = "Max open files";

    private Descriptors() {}

    /** How many connections there are descriptors for; any number where the system does not tell. */
    static int forConnections() {
        // Not from a management bean, whose classes take longer to load than a whole start may.
        try {
            for (String line : Files.readAllLines(LIMITS)) {
                if (line.startsWith(TITLE)) {
                    return connections(line.substring(TITLE.length()).strip());
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Not Linux, or no limit that is a number.
            return Integer.MAX_VALUE;
        }
        return Integer.MAX_VALUE;
    }

    private static int connections(String columns) {
        int end = columns.indexOf(' ');
        long limit = Long.parseLong(end < 0 ? columns : columns.substring(0, end));
        return (int) Math.min(Integer.MAX_VALUE, Math.max(limit - OTHERS, 1));
    }
}
