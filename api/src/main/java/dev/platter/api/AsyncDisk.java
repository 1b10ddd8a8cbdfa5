// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A disk whose calls return before their work is done, for storage that has a queue of its own: io_uring, a network, a
 * timer. The server calls it on the event loop, inline, and may have any number of calls under way.
 *
 * <p>Any thread may complete a call. Storage that reports completions through a file descriptor is best watched by the
 * event loop itself, see {@link Client#poller()}: then no thread waits for it, and what one turn of the loop has parsed
 * reaches the storage in one batch.
 *
 * <h2>Calls that may wait before they return</h2>
 *
 * <p>If the beginning of a call may wait for a moment, for a socket that takes no more or for a lock, the disk says so
 * with {@link #blocking()}. Its calls then begin on a worker, which is free again when the call has returned, so still
 * any number of calls may be under way. This also holds if a filter begins a call from within a completion: it never
 * waits on the thread that has completed the call before. Such a call is over when it has both completed and
 * returned, in whichever order: the client is answered, and the disk closed or its state handed over, after that.
 *
 * <p>If another disk of the chain is synchronous and {@link Disk#blocking()}, as each {@link ForwardingDisk} is, or if the
 * {@link ThreadModel} of the chain is not {@link ThreadModel#PARALLEL}, calls keep their workers until they have completed,
 * and no more of them are under way than there are workers.
 *
 * <p>An implementation writes the methods that take a {@link Completion} and leaves those without one alone: they call
 * the former and wait. {@link #size}, {@link #features} and the other methods that are called once after {@code open},
 * and {@link #close}, are synchronous; the server calls them on a worker, where they may wait.
 *
 * <p>A method that takes a completion must not throw; it reports a failure to its completion, and it completes that
 * exactly once, in every case. The buffer, the sink and the completion belong to the disk until it completes the call;
 * it must not touch them afterwards.
 *
 * @since 0.1
 */
@ConsumerType
public interface AsyncDisk extends Disk {
    /**
     * Any disk as an asynchronous one.
     *
     * @param disk a disk
     * @return the disk itself if it is asynchronous; otherwise a wrapper that does the work before it returns and
     *     {@link #completesOnReturn()}
     */
    static AsyncDisk of(Disk disk) {
        return disk instanceof AsyncDisk async ? async : new CompletingDisk(disk);
    }

    /**
     * Whether every call has completed by the time it returns, as in a filter that could be asynchronous but stands in
     * front of a disk that is not. The server then saves its book-keeping. Called once after {@code open}.
     *
     * @return true only if that is certain; the default is false
     */
    default boolean completesOnReturn() {
        return false;
    }

    /**
     * Whether a call may wait before it returns, rather than for its work, which completes later: for a socket to take
     * what is sent, or for a lock that is held for long. Called once after {@code open}.
     *
     * @return true if calls must begin on workers; false if each returns within microseconds, and may be called on the
     *     event loop. The default is false
     */
    @Override
    default boolean blocking() {
        return false;
    }

    /**
     * Reads a range; see {@link Disk#read(ByteBuffer, long, HoleSink)}. Must not throw.
     *
     * @param into takes the bytes; a call succeeds only with its position at its limit, otherwise it fails with
     *     {@code EIO}. Belongs to the disk until it completes the call
     * @param offset where the range begins, in bytes
     * @param holes may be told of holes until the call completes
     * @param completion is told how the read ended, exactly once
     */
    void read(ByteBuffer into, long offset, HoleSink holes, Completion completion);

    /**
     * Writes a range; see {@link Disk#write(ByteBuffer, long, RequestFlags)}. Must not throw.
     *
     * @param from the bytes, which must not be changed; belongs to the disk until it completes the call
     * @param offset where the range begins, in bytes
     * @param flags {@link RequestFlags#fua()} counts
     * @param completion is told how the write ended, exactly once
     */
    default void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        Completing.run(completion, () -> Disk.super.write(from, offset, flags));
    }

    /**
     * Makes changes durable; see {@link Disk#flush()}. Must not throw.
     *
     * @param completion is told how the flush ended, exactly once
     */
    default void flush(Completion completion) {
        Completing.run(completion, Disk.super::flush);
    }

    /**
     * Declares a range as no longer needed; see {@link Disk#trim(long, long, RequestFlags)}. Must not throw.
     *
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     * @param flags {@link RequestFlags#fua()} counts
     * @param completion is told how the trim ended, exactly once
     */
    default void trim(long offset, long length, RequestFlags flags, Completion completion) {
        Completing.run(completion, () -> Disk.super.trim(offset, length, flags));
    }

    /**
     * Makes a range read as zeroes; see {@link Disk#zero(long, long, RequestFlags)}. Must not throw.
     *
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     * @param flags {@link RequestFlags#fua()}, {@link RequestFlags#noHole()} and {@link RequestFlags#fastZero()} count
     * @param completion is told how it ended, exactly once
     */
    default void zero(long offset, long length, RequestFlags flags, Completion completion) {
        Completing.run(completion, () -> Disk.super.zero(offset, length, flags));
    }

    /**
     * Announces that a range will be read soon; see {@link Disk#cache(long, long)}. Must not throw.
     *
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     * @param completion is told how it ended, exactly once
     */
    default void cache(long offset, long length, Completion completion) {
        Completing.run(completion, () -> Disk.super.cache(offset, length));
    }

    /**
     * Reports extents; see {@link Disk#extents(long, long, ExtentSink)}. Must not throw.
     *
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     * @param sink takes the extents until the call completes
     * @param completion is told how it ended, exactly once
     */
    default void extents(long offset, long length, ExtentSink sink, Completion completion) {
        Completing.run(completion, () -> Disk.super.extents(offset, length, sink));
    }

    /**
     * Reports a metadata context; see {@link Disk#blockStatus(String, long, long, ExtentSink)}. Must not throw.
     *
     * @param context one of {@link Disk#metaContexts()}
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     * @param sink takes the extents until the call completes
     * @param completion is told how it ended, exactly once
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
