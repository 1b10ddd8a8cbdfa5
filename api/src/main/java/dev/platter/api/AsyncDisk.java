// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A disk whose calls return before their work is done, for storage that has a queue of its own: io_uring, a network,
 * a timer. The server calls it on the event loop and may have any number of calls under way.
 *
 * <p>An implementation writes the methods with a {@link Completion} and leaves those without one alone: they call the
 * former and wait. What is asked once, {@link #size} say, and {@link #close} are synchronous, on a worker, and may
 * wait.
 *
 * <p>A method with a completion must not throw; what goes wrong is told to its completion, which is told exactly once,
 * in every case. A buffer, a sink and the completion belong to the disk until the completion was told, and not longer.
 *
 * @since 0.1
 */
@ConsumerType
public interface AsyncDisk extends Disk {
    /**
     * Any disk as an asynchronous one.
     *
     * @param disk a disk
     * @return the disk itself if it is asynchronous, else one that {@link #completesOnReturn()}
     */
    static AsyncDisk of(Disk disk) {
        return disk instanceof AsyncDisk async ? async : new CompletingDisk(disk);
    }

    /**
     * Whether every call has told its completion when it returns. This is so for a filter that could be asynchronous
     * in front of a disk that is not; the server then saves itself the book-keeping.
     *
     * @return false, unless it is certain; the default is false. Asked once after {@code open}
     */
    default boolean completesOnReturn() {
        return false;
    }

    /**
     * Whether a call may wait, rather than return and complete later.
     *
     * @return the default is false
     */
    @Override
    default boolean blocking() {
        return false;
    }

    /**
     * Reads a range; see {@link Disk#read(ByteBuffer, long, HoleSink)}.
     *
     * @param into takes the bytes; the disk's until the completion was told
     * @param offset where the range begins, in bytes
     * @param holes may be told of holes until the completion was told
     * @param completion is told how it ended
     */
    void read(ByteBuffer into, long offset, HoleSink holes, Completion completion);

    /**
     * Writes a range; see {@link Disk#write(ByteBuffer, long, RequestFlags)}.
     *
     * @param from the bytes; the disk's until the completion was told
     * @param offset where the range begins, in bytes
     * @param flags see there
     * @param completion is told how it ended
     */
    default void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        Completing.run(completion, () -> Disk.super.write(from, offset, flags));
    }

    /**
     * Makes changes durable; see {@link Disk#flush()}.
     *
     * @param completion is told how it ended
     */
    default void flush(Completion completion) {
        Completing.run(completion, Disk.super::flush);
    }

    /**
     * Is told that a range is no longer needed; see {@link Disk#trim(long, long, RequestFlags)}.
     *
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     * @param flags see there
     * @param completion is told how it ended
     */
    default void trim(long offset, long length, RequestFlags flags, Completion completion) {
        Completing.run(completion, () -> Disk.super.trim(offset, length, flags));
    }

    /**
     * Makes a range read as zeroes; see {@link Disk#zero(long, long, RequestFlags)}.
     *
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     * @param flags see there
     * @param completion is told how it ended
     */
    default void zero(long offset, long length, RequestFlags flags, Completion completion) {
        Completing.run(completion, () -> Disk.super.zero(offset, length, flags));
    }

    /**
     * Is told that a range will be read soon; see {@link Disk#cache(long, long)}.
     *
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     * @param completion is told how it ended
     */
    default void cache(long offset, long length, Completion completion) {
        Completing.run(completion, () -> Disk.super.cache(offset, length));
    }

    /**
     * Reports extents; see {@link Disk#extents(long, long, ExtentSink)}.
     *
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     * @param sink takes the extents until the completion was told
     * @param completion is told how it ended
     */
    default void extents(long offset, long length, ExtentSink sink, Completion completion) {
        Completing.run(completion, () -> Disk.super.extents(offset, length, sink));
    }

    /**
     * Reports a metadata context; see {@link Disk#blockStatus(String, long, long, ExtentSink)}.
     *
     * @param context which one
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     * @param sink takes the extents until the completion was told
     * @param completion is told how it ended
     */
    default void blockStatus(String context, long offset, long length, ExtentSink sink, Completion completion) {
        Completing.run(completion, () -> Disk.super.blockStatus(context, offset, length, sink));
    }

    @Override
    default void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        WaitingCompletion end = new WaitingCompletion();
        read(into, offset, holes, end);
        end.await();
    }

    @Override
    default void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
        WaitingCompletion end = new WaitingCompletion();
        write(from, offset, flags, end);
        end.await();
    }

    @Override
    default void flush() throws IOException {
        WaitingCompletion end = new WaitingCompletion();
        flush(end);
        end.await();
    }

    @Override
    default void trim(long offset, long length, RequestFlags flags) throws IOException {
        WaitingCompletion end = new WaitingCompletion();
        trim(offset, length, flags, end);
        end.await();
    }

    @Override
    default void zero(long offset, long length, RequestFlags flags) throws IOException {
        WaitingCompletion end = new WaitingCompletion();
        zero(offset, length, flags, end);
        end.await();
    }

    @Override
    default void cache(long offset, long length) throws IOException {
        WaitingCompletion end = new WaitingCompletion();
        cache(offset, length, end);
        end.await();
    }

    @Override
    default void extents(long offset, long length, ExtentSink sink) throws IOException {
        WaitingCompletion end = new WaitingCompletion();
        extents(offset, length, sink, end);
        end.await();
    }

    @Override
    default void blockStatus(String context, long offset, long length, ExtentSink sink) throws IOException {
        WaitingCompletion end = new WaitingCompletion();
        blockStatus(context, offset, length, sink, end);
        end.await();
    }
}
