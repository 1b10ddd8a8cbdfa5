package dev.platter.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file that is open, as the system gives it to us. All offsets and lengths are in bytes; all calls may be made by
 * many threads at a time, and every error names the file.
 */
interface OpenFile extends Closeable {
    /** Whether it was opened for writing. */
    boolean writable();

    /** Its size at this moment. */
    long size() throws IOException;

    /** Reads into the buffer and moves its position; returns 0 or less at the end of the file. */
    int read(ByteBuffer into, long offset) throws IOException;

    /** Writes from the buffer and moves its position. */
    int write(ByteBuffer from, long offset) throws IOException;

    /** Waits until all that any program has written to the file is on its storage. */
    void sync() throws IOException;

    /** Whether {@link #punchHole} has a chance. */
    boolean punchesHoles();

    /** Gives the range back to the file system, so that it reads as zeroes; false if that cannot be done here. */
    boolean punchHole(long offset, long length) throws IOException;

    /**
     * Makes the range read as zeroes and keeps room for it; false if that cannot be done here.
     *
     * @param quickly whether it is to be refused as well where the system would write the zeroes one by one
     */
    boolean allocateZeroes(long offset, long length, boolean quickly) throws IOException;

    /** Whether {@link #nextData} and {@link #nextHole} know more than that all is data. */
    boolean knowsHoles() throws IOException;

    /** Where the first data at or after the offset begins; -1 if there is none until the end of the file. */
    long nextData(long offset) throws IOException;

    /** Where the first hole at or after the offset begins, which may be the end; -1 if the offset is not in the file. */
    long nextHole(long offset) throws IOException;

    /** Whether {@link #advise} reaches the system. */
    boolean takesAdvice();

    /** Tells the system what will become of a range; a length of 0 means the rest of the file. */
    void advise(long offset, long length, Advice advice) throws IOException;

    /** What will become of a range. */
    enum Advice {
        /** It will be read soon. */
        WILL_NEED,
        /** It will not be needed; what is not written yet is kept. */
        DONT_NEED
    }
}
