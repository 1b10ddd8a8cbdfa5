// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import dev.platter.api.DiskException;
import dev.platter.api.Loan;
import dev.platter.libc.Advice;
import dev.platter.nbd.NbdError;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An open file, as the system gives it to us. All offsets and lengths are in bytes. All calls except {@link #close} may
 * be made by many threads at a time, and every error names the file.
 *
 * <p>A method that returns false has done nothing: the system, or the file system, has no call for it.
 */
public interface OpenFile extends Closeable {
    /** The file's path, for messages. */
    Path path();

    /** What does not change while it is open. */
    Traits traits();

    /**
     * Locks it until it is closed. Called at most once, before any other thread knows the file.
     *
     * @throws IOException if another program is in the way, or the file cannot be locked; see {@link FileLocks}
     */
    default void lock(FileLocks locks) throws IOException {
        locks.cannotLock(path(), "only Linux has locks that other programs see");
    }

    /** Its current size. */
    long size() throws IOException;

    /** Reads into the buffer and moves its position; returns 0 or less at the end of the file. */
    int read(ByteBuffer into, long offset) throws IOException;

    /** Reads a whole range if the system has it in its cache and tells; see {@link dev.platter.api.Disk#tryRead}. */
    default boolean tryRead(ByteBuffer into, long offset) {
        return false;
    }

    /**
     * Has reads and writes go past the system's cache. Called at most once, before any other thread knows the file.
     *
     * @throws IOException if it cannot be, and why
     */
    default void bypassCache() throws IOException {
        throw new IOException(path() + " cannot be accessed past the system's cache: direct=true needs Linux");
    }

    /** Whether reads and writes go through the system's cache, as they do unless {@link #bypassCache} was called. */
    default boolean usesCache() {
        return true;
    }

    /** What a queue of the system needs to know of it; empty if this system has no such queue. */
    default Optional<RingFile> forRing() {
        return Optional.empty();
    }

    /** Offsets and lengths of reads and writes are multiples of this power of two. */
    default int alignment() {
        return 1;
    }

    /** Lends a range, if the system has it in its cache and can tell; see {@link dev.platter.api.Disk#lend}. */
    default boolean lend(long offset, int length, Loan loan) {
        return false;
    }

    /** Writes from the buffer and moves its position. */
    int write(ByteBuffer from, long offset) throws IOException;

    /** Writes all bytes of the buffer. */
    default void writeAll(ByteBuffer from, long offset) throws IOException {
        long at = offset;
        while (from.hasRemaining()) {
            int done = write(from, at);
            if (done <= 0) {
                throw new DiskException(
                        NbdError.EIO, path() + " accepts no more bytes at " + at + ", for no known reason");
            }
            at += done;
        }
    }

    /** Waits until all that any program has written to the file is on its storage. */
    void sync() throws IOException;

    /** Gives the range back to the storage. It may read as anything afterwards. */
    boolean discard(long offset, long length) throws IOException;

    /** Gives the range back to the storage without writing zeroes; it then reads as zeroes. */
    boolean punchHole(long offset, long length) throws IOException;

    /**
     * Makes the range read as zeroes, with space allocated for it.
     *
     * @param quickly whether to refuse if the system might write the zeroes one by one
     */
    boolean allocateZeroes(long offset, long length, boolean quickly) throws IOException;

    /** Where the first data at or after the offset begins; -1 if there is none up to the end of the file. */
    long nextData(long offset) throws IOException;

    /**
     * Where the first hole at or after the offset begins, which may be the end of the file; -1 if the offset is beyond
     * it.
     */
    long nextHole(long offset) throws IOException;

    /** Advises the system about the future of a range, which it may ignore; a length of 0 is the rest of the file. */
    void advise(long offset, long length, Advice advice) throws IOException;

    /**
     * Facts that do not change while a file is open.
     *
     * @param writable whether it was opened for writing
     * @param trims whether {@link #discard} may succeed
     * @param tellsHoles whether {@link #nextData} and {@link #nextHole} find holes, instead of reporting everything as
     *     data
     * @param takesAdvice whether {@link #advise} reaches the system
     * @param sector the ranges of {@link #discard}, {@link #punchHole} and {@link #allocateZeroes} begin and end at
     *     multiples of this size, a power of two
     * @param preferredBlock the shortest read or write that the storage does without waste; 0 if unknown
     * @param rotational whether seeks cost time
     */
    record Traits(
            boolean writable,
            boolean trims,
            boolean tellsHoles,
            boolean takesAdvice,
            int sector,
            int preferredBlock,
            boolean rotational) {}
}
