// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.api.parameters.Size;
import dev.platter.cli.options.GivenOptions;
import dev.platter.cli.options.OptionException;
import dev.platter.engine.parameters.DurationText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a command line asks for.
 *
 * @param from the source's word
 * @param to the destination's word
 * @param connections at most so many to each server
 * @param requests at most so many under way per connection
 * @param requestSize the longest request, in bytes
 * @param queueSize at most so many bytes under way per connection
 * @param sparse the shortest run of zeroes that becomes a hole, in bytes; 0 for none; empty for what suits the destination
 * @param allocated whether zeroes get space
 * @param destinationIsZero whether the destination has zeroes everywhere
 * @param flush whether to make durable what was written
 * @param extents whether to believe what the ends say about their holes
 * @param mode what to do
 * @param verify whether to compare afterwards
 * @param state the file with the state of a copy that can be broken off
 * @param checksum which checksum to print
 * @param retry how long to connect again
 */
record CopySettings(
        String from,
        String to,
        int connections,
        int requests,
        int requestSize,
        long queueSize,
        OptionalLong sparse,
        boolean allocated,
        boolean destinationIsZero,
        boolean flush,
        boolean extents,
        Mode mode,
        boolean verify,
        Optional<Path> state,
        Optional<String> checksum,
        Duration retry) {
    private static final int CONNECTIONS = 4;
    private static final int REQUESTS = 64;
    private static final long REQUEST_SIZE = 256 << 10;
    private static final long QUEUE_SIZE = 16 << 20;
    private static final long LEAST_REQUEST = 4096;
    private static final long LONGEST_REQUEST = 32 << 20;
    private static final long LEAST_SPARSE = 512;
    private static final int MOST = 1024;

    /** What to do. */
    enum Mode {
        COPY,
        /** Writes only what differs. */
        MEND,
        COMPARE
    }

    /**
     * Reads a command line.
     *
     * @throws OptionException if a value is wrong, or its words contradict each other
     */
    static CopySettings of(GivenOptions given) throws OptionException {
        if (given.words().size() != 2) {
            throw new OptionException("a source and a destination are needed, and there are "
                    + given.words().size() + " words");
        }
        Mode mode = mode(given);
        boolean synchronous = given.has("synchronous");
        Optional<String> checksum =
                given.has("checksum") ? Optional.of(given.last("checksum").orElse("sha256")) : Optional.empty();
        checkName(checksum);
        Optional<Path> state = stateFile(given);
        if (state.isPresent() && checksum.isPresent()) {
            throw new OptionException("--checksum needs the whole source, which --resume=FILE does not read:"
                    + " give --resume without a file, or leave --checksum out");
        }
        return new CopySettings(
                given.words().getFirst(),
                given.words().getLast(),
                synchronous ? 1 : count(given, "connections", CONNECTIONS),
                synchronous ? 1 : count(given, "requests", REQUESTS),
                (int) power(given, "request-size", REQUEST_SIZE, LEAST_REQUEST, LONGEST_REQUEST),
                size(given, "queue-size").orElse(QUEUE_SIZE),
                sparse(given),
                given.has("allocated"),
                given.has("destination-is-zero"),
                given.has("flush"),
                !given.has("no-extents"),
                mode,
                given.has("verify"),
                state,
                checksum,
                retry(given));
    }

    private static void checkName(Optional<String> checksum) throws OptionException {
        try {
            checksum.ifPresent(Checksum::new);
        } catch (IllegalArgumentException e) {
            throw new OptionException("--checksum: " + e.getMessage());
        }
    }

    private static Mode mode(GivenOptions given) throws OptionException {
        boolean compare = given.has("compare");
        for (String other : List.of("resume", "verify", "allocated", "destination-is-zero", "flush")) {
            if (compare && given.has(other)) {
                throw new OptionException("--compare writes nothing: leave --" + other + " out");
            }
        }
        boolean mends = given.has("resume") && given.last("resume").isEmpty();
        if (mends && given.has("destination-is-zero")) {
            throw new OptionException(
                    "a destination that was written before is not zero: leave --destination-is-zero out");
        }
        return compare ? Mode.COMPARE : mends ? Mode.MEND : Mode.COPY;
    }

    private static Optional<Path> stateFile(GivenOptions given) throws OptionException {
        try {
            return given.last("resume").map(Path::of);
        } catch (InvalidPathException e) {
            throw new OptionException("--resume: " + e.getMessage());
        }
    }

    private static int count(GivenOptions given, String option, int usual) throws OptionException {
        Optional<String> text = given.last(option);
        if (text.isEmpty()) {
            return usual;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= 1 && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same sentence says what is possible.
        }
        throw new OptionException("--" + option + "=" + text.get() + ": a number from 1 to " + MOST + " is needed");
    }

    private static OptionalLong size(GivenOptions given, String option) throws OptionException {
        Optional<String> text = given.last(option);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Size.parse(text.get()).bytes());
        } catch (IllegalArgumentException e) {
            throw new OptionException("--" + option + ": " + e.getMessage());
        }
    }

    private static long power(GivenOptions given, String option, long usual, long least, long most)
            throws OptionException {
        long size = size(given, option).orElse(usual);
        if (size < least || size > most || Long.bitCount(size) != 1) {
            throw new OptionException("--" + option + "=" + given.last(option).orElse("") + ": a power of 2 from "
                    + new Size(least) + " to " + new Size(most) + " is needed");
        }
        return size;
    }

    private static OptionalLong sparse(GivenOptions given) throws OptionException {
        OptionalLong size = size(given, "sparse");
        return size.isEmpty() || size.getAsLong() == 0
                ? size
                : OptionalLong.of(power(given, "sparse", 0, LEAST_SPARSE, LONGEST_REQUEST));
    }

    private static Duration retry(GivenOptions given) throws OptionException {
        try {
            return DurationText.parse(given.last("retry").orElse("0"));
        } catch (IllegalArgumentException e) {
            throw new OptionException("--retry: " + e.getMessage());
        }
    }
}
