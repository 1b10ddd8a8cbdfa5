// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import dev.platter.files.Access;
import dev.platter.files.AccessPattern;
import dev.platter.files.CacheMode;
import dev.platter.files.LockMode;
import dev.platter.files.RingSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Each access to a file that this system has: every promise must hold on all of them. */
final class FileAccess {
    private FileAccess() {}

    static Stream<Access> here() {
        return Arrays.stream(Access.values()).filter(Access::isHere);
    }

    static FilePlugin plugin(Access access, Path path) {
        return new FilePlugin(config(Optional.of(path), Optional.empty(), Optional.empty(), Optional.empty()), access);
    }

    /** Through Linux' own calls, with another source of rings. */
    static FilePlugin plugin(Path path, RingSource rings) {
        return new FilePlugin(
                config(Optional.of(path), Optional.empty(), Optional.empty(), Optional.empty()), Access.LINUX, rings);
    }

    static FilePlugin folder(Access access, Path path) {
        return new FilePlugin(config(Optional.empty(), Optional.of(path), Optional.empty(), Optional.empty()), access);
    }

    static FilePlugin descriptor(Access access, int number) {
        return new FilePlugin(
                config(Optional.empty(), Optional.empty(), Optional.of(number), Optional.empty()), access);
    }

    static FilePlugin folderDescriptor(Access access, int number) {
        return new FilePlugin(
                config(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(number)), access);
    }

    static FilePlugin.Config config(
            Optional<Path> file, Optional<Path> dir, Optional<Integer> fd, Optional<Integer> dirfd) {
        return new FilePlugin.Config(
                file, dir, fd, dirfd, CacheMode.DEFAULT, AccessPattern.NORMAL, false, Optional.empty());
    }

    static FilePlugin locking(Access access, Path path, Optional<LockMode> mode) {
        return new FilePlugin(
                new FilePlugin.Config(
                        Optional.of(path),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        CacheMode.DEFAULT,
                        AccessPattern.NORMAL,
                        false,
                        mode),
                access);
    }
}
