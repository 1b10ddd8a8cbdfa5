// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The memory that Linux lets this process have by its control groups, in either version of them. A container is such a
 * group. What cannot be read limits nothing: other systems have no control groups.
 */
final class ControlGroup {
    private static final String SECOND = "0::";
    private static final String FIRST = ":memory:";

    private final Path membership;
    private final Path groups;

    /** Looks where Linux has them. */
    ControlGroup() {
        this(Path.of("/proc/self/cgroup"), Path.of("/sys/fs/cgroup"));
    }

    /**
     * Looks elsewhere.
     *
     * @param membership a file that names the groups of this process, a line for each hierarchy
     * @param groups the folder of all groups
     */
    ControlGroup(Path membership, Path groups) {
        this.membership = membership;
        this.groups = groups;
    }

    /** The number of bytes, which the heap and all else share; {@link Long#MAX_VALUE} if there is no limit. */
    long memory() {
        long least = Long.MAX_VALUE;
        try {
            for (String line : Files.readAllLines(membership)) {
                int first = line.indexOf(FIRST);
                if (line.startsWith(SECOND)) {
                    least = Math.min(least, least(groups, line.substring(SECOND.length()), "memory.max"));
                } else if (first > 0) {
                    String group = line.substring(first + FIRST.length());
                    least = Math.min(least, least(groups.resolve("memory"), group, "memory.limit_in_bytes"));
                }
            }
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
        return least;
    }

    /** The least limit of a group and of those around it. In a container the group's own folder may not be visible. */
    private static long least(Path top, String group, String file) {
        long least = limit(top.resolve(file));
        Path folder = top;
        for (Path name : Path.of(group)) {
            folder = folder.resolve(name);
            least = Math.min(least, limit(folder.resolve(file)));
        }
        return least;
    }

    private static long limit(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException | NumberFormatException e) {
            // There is no such file, or it says "max".
            return Long.MAX_VALUE;
        }
    }
}
