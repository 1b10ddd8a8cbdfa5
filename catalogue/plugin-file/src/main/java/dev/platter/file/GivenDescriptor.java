// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import dev.platter.libc.Linux;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A descriptor that the server has inherited from the program that started it.
 *
 * <p>Linux cannot tell an inherited descriptor from one that Java has opened itself. A wrong number must not serve the
 * jars and caches of the server, so those are refused.
 *
 * @param parameter the key that it was given with
 * @param number from 3 on
 */
record GivenDescriptor(String parameter, int number) {
    /** As Linux writes them: octal. */
    private static final int O_ACCMODE = 03;

    private static final int O_WRONLY = 01;
    private static final int O_RDWR = 02;
    private static final int O_APPEND = 02000;
    private static final int O_PATH = 010000000;

    /** The file under a name; on Linux opening that may give more rights than the descriptor has. */
    Path path() {
        return Path.of(Linux.isHere() ? "/proc/self/fd/" + number : "/dev/fd/" + number);
    }

    /** Whether it was opened for writing too. Systems other than Linux tell when it is opened. */
    boolean isWritable() throws IOException {
        return !Linux.isHere() || (flags() & O_ACCMODE) == O_RDWR;
    }

    /**
     * Checks that it was handed over, and can be read.
     *
     * @throws IOException if not; the message says how to hand one over
     */
    void check() throws IOException {
        if (!Files.isDirectory(Path.of("/dev/fd")) && !Linux.isHere()) {
            throw refusal("cannot be used, since this system hands over no descriptors: name the file by its path");
        }
        if (!Files.exists(path()) || isOurs()) {
            throw refusal("was not handed over: open it where the server is started, as in " + number + "<>FILE");
        }
        if (Linux.isHere()) {
            checkFlags();
        }
    }

    private void checkFlags() throws IOException {
        int flags = flags();
        if ((flags & O_APPEND) != 0) {
            throw refusal("was opened for appending, so that all writes would go to the end of the file: open it as in "
                    + number + "<>FILE");
        }
        if ((flags & O_ACCMODE) == O_WRONLY || (flags & O_PATH) != 0) {
            throw refusal("was not opened for reading: open it as in " + number + "<>FILE");
        }
    }

    private int flags() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo/" + number))) {
            if (line.startsWith("flags:")) {
                return Integer.parseUnsignedInt(
                        line.substring("flags:".length()).strip(), 8);
            }
        }
        throw refusal("has no flags in /proc/self/fdinfo/" + number);
    }

    private boolean isOurs() throws IOException {
        Optional<Path> file = target();
        return file.isPresent()
                && (List.of(".jar", ".aot", ".jsa").stream()
                                .anyMatch(file.get().getFileName().toString()::endsWith)
                        || isBelow(file.get(), "java.home")
                        || isBelow(file.get(), "platter.home"));
    }

    private Optional<Path> target() throws IOException {
        try {
            Path target = Files.readSymbolicLink(path());
            return target.isAbsolute() && target.getNameCount() > 0 ? Optional.of(target) : Optional.empty();
        } catch (UnsupportedOperationException | FileSystemException e) {
            // Only Linux has links here.
            return Optional.empty();
        }
    }

    private static boolean isBelow(Path file, String property) throws IOException {
        String home = System.getProperty(property);
        return home != null
                && Files.exists(Path.of(home))
                && file.startsWith(Path.of(home).toRealPath());
    }

    private IOException refusal(String reason) {
        return new IOException(parameter + "=" + number + ": the descriptor " + reason);
    }
}
