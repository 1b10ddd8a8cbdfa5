// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A few bytes in the compressed file that say who writes to it. They are in the file and not beside it, because a filter
 * knows the disk behind it and not its name. They do two things.
 *
 * <ol>
 *   <li>A second writer is refused as long as the first one's process lives.
 *   <li>After a crash they are still there, so the next one to open the file knows that the checksum may be wrong.
 * </ol>
 *
 * <pre>
 *   0   1        8            16             24           32         40
 *   state | zero | process id | its start    | instance   | system    |
 * </pre>
 *
 * <p>The state is one byte, which no crash can tear, and is written after the rest. The owner is told by its process id,
 * the time at which that process started, and the boot of the system, since ids are used again. A process of another
 * system, or of a container that has ids of its own, cannot be seen from here and counts as gone.
 */
public final class OwnerMark {
    /** The number of bytes in the file. */
    public static final int LENGTH = 40;

    /** What the file can be relied on for. The numbers are in files and never change. */
    public enum State {
        /** Nobody writes, and the checksum is right. */
        FREE(0),
        /** Somebody writes, and the checksum may be wrong. */
        DIRTY(1),
        /** Somebody writes, and a journal beside the file may have what is to be written. */
        JOURNAL(2);

        private final byte number;

        State(int number) {
            this.number = (byte) number;
        }

        private static Optional<State> of(byte number) {
            return Arrays.stream(values())
                    .filter(state -> state.number == number)
                    .findFirst();
        }
    }

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private final Storage file;
    private final long position;
    private State state = State.FREE;

    /**
     * Looks at a place in a file.
     *
     * @param file the compressed file
     * @param position of the mark
     */
    public OwnerMark(Storage file, long position) {
        this.file = file;
        this.position = position;
    }

    /**
     * Reads the state in the file.
     *
     * @return empty if the byte is none of ours
     * @throws IOException if it cannot be read
     */
    public Optional<State> read() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1);
        file.read(bytes, position);
        return State.of(bytes.get(0));
    }

    /**
     * Whether the last writer was interrupted, so that the checksum may be wrong.
     *
     * @throws IOException if the mark cannot be read, or if only the command can finish what was begun, with the journal that
     *     lies beside the file
     */
    public boolean wasInterrupted() throws IOException {
        Optional<State> found = read();
        if (found.filter(State.JOURNAL::equals).isPresent()) {
            throw new IOException("a change by platter-gzip is under way or was interrupted, and only it can finish"
                    + " that, from the journal beside the file: run 'platter-gzip repair' on the file first");
        }
        return found.filter(State.FREE::equals).isEmpty();
    }

    /**
     * Whether there is nothing in the place besides the state, as {@link #release} leaves it.
     *
     * @throws IOException if it cannot be read
     */
    public boolean isBlank() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        file.read(bytes, position);
        return Arrays.equals(bytes.array(), 1, LENGTH, new byte[LENGTH - 1], 0, LENGTH - 1);
    }

    /**
     * Takes the file for writing.
     *
     * @param next the state to leave there, durably
     * @return the state that was found there: if it is not {@link State#FREE}, its owner is gone
     * @throws ImageInUseException if the owner lives
     * @throws IOException if the mark cannot be read or written
     */
    public State acquire(State next) throws IOException {
        State found = read().orElse(State.DIRTY);
        if (found != State.FREE) {
            refuseIfAlive();
        }
        ByteBuffer owner = ByteBuffer.allocate(LENGTH);
        owner.putLong(0)
                .putLong(ProcessHandle.current().pid())
                .putLong(startOf(ProcessHandle.current()))
                .putLong(new SecureRandom().nextLong())
                .putLong(system());
        file.write(owner.slice(1, LENGTH - 1), position + 1);
        set(next);
        return found;
    }

    /**
     * Changes the state of the file that was taken.
     *
     * @param next the state to leave there, durably
     * @throws IOException if it cannot be written
     */
    public void set(State next) throws IOException {
        if (state != next) {
            file.write(ByteBuffer.allocate(1).put(0, next.number), position);
            file.sync();
            state = next;
        }
    }

    /** {@return the state that was set last} */
    public State state() {
        return state;
    }

    /**
     * Gives the file up, if it was taken.
     *
     * @throws IOException if the mark cannot be written
     */
    public void release() throws IOException {
        if (state == State.FREE) {
            return;
        }
        set(State.FREE);
        file.write(ByteBuffer.allocate(LENGTH - 1), position + 1);
    }

    private void refuseIfAlive() throws IOException {
        ByteBuffer owner = ByteBuffer.allocate(LENGTH);
        file.read(owner, position);
        long pid = owner.getLong(8);
        if (owner.getLong(32) == system()) {
            Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
            if (process.isPresent() && startOf(process.get()) == owner.getLong(16)) {
                throw new ImageInUseException("process " + pid
                        + " writes to the image: end it first, or give each writer a copy of the file");
            }
        }
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static long system() throws IOException {
        CRC32 crc = new CRC32();
        if (Files.isReadable(BOOT)) {
            crc.update(Files.readString(BOOT).getBytes(StandardCharsets.UTF_8));
        }
        return crc.getValue();
    }
}
