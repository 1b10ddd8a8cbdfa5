// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.python;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.util.Arrays;

/** The interpreter of this system. */
final class Python {
    private Python() {}

    static void require() {
        String path = System.getenv().getOrDefault("PATH", "");
        assumeTrue(
                Arrays.stream(path.split(File.pathSeparator))
                        .anyMatch(folder -> new File(folder, "python3").canExecute()),
                "needs python3");
    }
}
