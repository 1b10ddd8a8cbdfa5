// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are about to be made. */
final class Targets {
    private Targets() {}

    /** Refuses to replace a file, before an hour's work and not after. */
    static void check(Path target, Words words) throws IOException {
        if (Files.exists(target) && !words.options().has("force")) {
            throw new FileAlreadyExistsException(target.toString());
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new IOException(target + " is not a regular file, and only those are made");
        }
    }
}
