// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Each access to a file that this system has: every promise must hold on all of them. */
final class FileAccess {
    private FileAccess() {}

    static Stream<Access> here() {
        return Arrays.stream(Access.values()).filter(Access::isHere);
    }

    static FileDisk disk(Access access, Path path) throws IOException {
        return new FileDisk(access.open(path, FileKind.of(path), true), CacheMode.DEFAULT, AccessPattern.NORMAL);
    }
}
