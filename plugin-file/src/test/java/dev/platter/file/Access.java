package dev.platter.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The ways to a file that this system has: what is promised must hold on each. */
enum Access {
    LINUX,
    PORTABLE;

    static Stream<Access> available() {
        return Libc.load().isPresent() ? Stream.of(LINUX, PORTABLE) : Stream.of(PORTABLE);
    }

    OpenFile open(Path path, boolean write) throws IOException {
        return this == LINUX
                ? LinuxFile.open(libc().orElseThrow(), path, write, false)
                : PortableFile.open(path, write);
    }

    FileDisk disk(Path path) throws IOException {
        return new FileDisk(path, open(path, true), CacheMode.DEFAULT);
    }

    FilePlugin plugin(Path path) {
        return new FilePlugin(new FilePlugin.Config(path, CacheMode.DEFAULT), libc());
    }

    private Optional<Libc> libc() {
        return this == LINUX ? Libc.load() : Optional.empty();
    }
}
