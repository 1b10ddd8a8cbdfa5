// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds out from /proc who has a lock. The system does not tell that of a lock that belongs to an open file, but it lists
 * all locks of a file in /proc/locks, and with each descriptor of each process the locks of its open file.
 *
 * <p>A lock is foreign if there are more in the list than this process has. That can be counted even if other processes
 * cannot be looked into.
 */
final class LockOwners {
    private static final Path PROC = Path.of("/proc");
    private static final Path SELF = PROC.resolve("self");
    private static final String UNKNOWN = "a program that this user cannot look into";
    private static final int TRIES = 20;

    private final String file;
    private final int at;

    private LockOwners(String file, int at) {
        this.file = file;
        this.at = at;
    }

    /**
     * Who else has a lock.
     *
     * @param fd of an open file of this process that has any lock itself, and no other descriptor
     * @param at the byte that is locked
     * @return a program and its process, for a message; empty if only this process has such locks
     */
    static Optional<String> foreign(int fd, int at) {
        try {
            Optional<HeldLock> any = lines(SELF.resolve("fdinfo").resolve(Integer.toString(fd))).stream()
                    .flatMap(line -> HeldLock.parse(line).stream())
                    .findAny();
            return any.isEmpty()
                    ? Optional.of(UNKNOWN)
                    : new LockOwners(any.get().file(), at).foreign();
        } catch (IOException e) {
            return Optional.of(UNKNOWN);
        }
    }

    private Optional<String> foreign() throws IOException {
        if (count() <= 0) {
            return Optional.empty();
        }
        Optional<String> name = name();
        // A program that was not found may have ended meanwhile.
        return name.isPresent() || count() <= 0 ? name : Optional.of(UNKNOWN);
    }

    /** How many locks are not ours. */
    private long count() throws IOException {
        long foreign = 1;
        // Other instances may take and give back locks of their own meanwhile.
        for (int tries = 0; tries < TRIES; tries++) {
            long before = countIn(SELF);
            foreign =
                    lines(PROC.resolve("locks")).stream().filter(this::matches).count() - before;
            if (before == countIn(SELF)) {
                break;
            }
        }
        return foreign;
    }

    private Optional<String> name() throws IOException {
        String self = Long.toString(ProcessHandle.current().pid());
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                String pid = process.getFileName().toString();
                if (!pid.equals(self) && countIn(process) > 0) {
                    return Optional.of(program(process) + " (process " + pid + ")");
                }
            }
        }
        return Optional.empty();
    }

    private static String program(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException e) {
            return "a program";
        }
    }

    /** How many of its open files have the lock; 0 for a process that has gone or cannot be looked into. */
    private long countIn(Path process) {
        long count = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fdinfo"))) {
            for (Path descriptor : descriptors) {
                count += hasLock(descriptor) ? 1 : 0;
            }
        } catch (IOException | DirectoryIteratorException e) {
            return count;
        }
        return count;
    }

    private boolean hasLock(Path descriptor) {
        try {
            return lines(descriptor).stream().anyMatch(this::matches);
        } catch (IOException e) {
            // It was closed meanwhile.
            return false;
        }
    }

    private boolean matches(String line) {
        Predicate<HeldLock> same = lock -> lock.file().equals(file) && lock.first() <= at && at <= lock.last();
        return HeldLock.parse(line).filter(same).isPresent();
    }

    private static List<String> lines(Path path) throws IOException {
        return Files.readAllLines(path, StandardCharsets.ISO_8859_1);
    }

    /**
     * A lock as the system shows it: {@code 1: OFDLCK  ADVISORY  READ -1 fe:00:1234 100 101}, after {@code lock:} for a
     * descriptor.
     *
     * @param file the device and the inode
     * @param first the first byte
     * @param last the last byte
     */
    private record HeldLock(String file, long first, long last) {
        private static final String OF_DESCRIPTOR = "lock:";
        private static final int WORDS = 8;
        private static final int FILE = 5;

        /** Empty for anything else, such as a process that waits for a lock. */
        static Optional<HeldLock> parse(String line) {
            String text = line.startsWith(OF_DESCRIPTOR) ? line.substring(OF_DESCRIPTOR.length()) : line;
            String[] words = text.strip().split(" +");
            if (words.length != WORDS || !(words[1].equals("OFDLCK") || words[1].equals("POSIX"))) {
                return Optional.empty();
            }
            long last = words[WORDS - 1].equals("EOF") ? Long.MAX_VALUE : Long.parseLong(words[WORDS - 1]);
            return Optional.of(new HeldLock(words[FILE], Long.parseLong(words[WORDS - 2]), last));
        }
    }
}
