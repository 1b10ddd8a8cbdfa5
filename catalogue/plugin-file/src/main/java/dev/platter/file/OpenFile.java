// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import dev.platter.api.DiskException;
import dev.platter.libc.Advice;
import dev.platter.nbd.NbdError;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A file that is open, as the system gives it to us. All offsets and lengths are in bytes; all calls but {@link #close}
 * may be made by many threads at a time, and every error names the file.
 *
 * <p>A method that returns whether it could do something has, if not, done nothing: the system, or the file system, has
 * no call for it.
 */
interface OpenFile extends Closeable {
    /** Which file it is, for messages. */
    Path path();

    /** What does not change while it is open. */
    Traits traits();

    /** Its size at this moment. */
    long size() throws IOException;

    /** Reads into the buffer and moves its position; returns 0 or less at the end of the file. */
    int read(ByteBuffer into, long offset) throws IOException;

    /** Writes from the buffer and moves its position. */
    int write(ByteBuffer from, long offset) throws IOException;

    /** Writes all that the buffer has. */
    default void writeAll(ByteBuffer from, long offset) throws IOException {
        long at = offset;
        while (from.hasRemaining()) {
            int done = write(from, at);
            if (done <= 0) {
                throw new DiskException(
                        NbdError.EIO, path() + " takes no more bytes at " + at + ", and gives no reason for it");
            }
            at += done;
        }
    }

    /** Waits until all that any program has written to the file is on its storage. */
    void sync() throws IOException;

    /** Gives the range back to the storage, whatever it reads as afterwards. */
    boolean discard(long offset, long length) throws IOException;

    /** Gives the range back to the storage, so that it reads as zeroes, without writing them. */
    boolean punchHole(long offset, long length) throws IOException;

    /**
     * Makes the range read as zeroes and keeps room for it.
     *
     * @param quickly whether it is to be refused as well where the system might write the zeroes one by one
     */
    boolean allocateZeroes(long offset, long length, boolean quickly) throws IOException;

    /** Where the first data at or after the offset begins; -1 if there is none until the end of the file. */
    long nextData(long offset) throws IOException;

    /** Where the first hole at or after the offset begins, which may be the end; -1 if the offset is not in the file. */
    long nextHole(long offset) throws IOException;

    /** Tells the system what will become of a range, which is free to ignore it; a length of 0 is the rest of the file. */
    void advise(long offset, long length, Advice advice) throws IOException;

    /**
     * What does not change while a file is open.
     *
     * @param writable whether it was opened for writing
     * @param trims whether {@link #discard} has a chance
     * @param tellsHoles whether {@link #nextData} and {@link #nextHole} know more than that all is data
     * @param takesAdvice whether {@link #advise} reaches the system
     * @param sector what the ranges of {@link #discard}, {@link #punchHole} and {@link #allocateZeroes} must begin and end
     *     at multiples of; a power of two
     * @param preferredBlock the shortest read or write that is not wasteful, as the storage has it; 0 if unknown
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
