// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An open disk: one client's view of what a plugin serves. Two methods make a read-only disk: {@link #size} and
 * {@link #read}. A disk that can do more says so in {@link #features} and overrides the methods that go with it.
 *
 * <h2>Threads</h2>
 *
 * <p>{@link #blocking()} decides which thread calls, for the chain as a whole. If any member of the chain may wait, all
 * are called on workers: a few platform threads that belong to the export, which a call may occupy for long. If none
 * may wait, all are called on the event loop, where a call holds up other clients and so must return within
 * microseconds. Neither thread belongs to the disk: a value kept in a {@link ThreadLocal} may be lost, or be shared
 * with other disks. A call of a synchronous disk keeps its worker until its work is done, a call of an {@link AsyncDisk}
 * until it returns.
 *
 * <p>Unless the {@link ThreadModel} forbids it, many threads call one disk at a time, and requests whose ranges overlap
 * may be carried out in any order. {@link #size}, {@link #features}, {@link #blocking}, {@link #metaContexts} and
 * {@link #description} are called once after {@code open}, on the thread that called {@code open}, before the first
 * request. {@link #lend} and {@link #land} are called on the event loop, whatever {@link #blocking()} says, so they must
 * not wait.
 * {@link #close} is called once, on a worker, when no other call runs and none will come. When a client
 * vanishes, its requests run to their end, and {@code close} comes after them; a call that may take long has itself told
 * by {@link Client#whenGone} and ends early, as {@link Context#sleep} does.
 *
 * <h2>Buffers</h2>
 *
 * <p>A buffer is direct: it has no array, and can be passed to a channel or to native code as it is. It belongs to the
 * disk until the call returns, and then to the server again: a byte written to it later ends up in another client's
 * request. The bytes from its position to its limit are the range of the request; the bytes outside of them belong to
 * other requests. A read moves the position to the limit; bytes that are put in by index, or into a view such as
 * {@link ByteBuffer#slice()}, do not move it. After a write the position does not matter. The byte order is big-endian.
 *
 * <h2>What success means</h2>
 *
 * <p>When a method returns, its work is done: a write is visible to every later read on any connection. It is durable
 * after the next {@link #flush}, or on return with {@link RequestFlags#fua()}. Pitfall: a disk with a cache that a
 * flush on another connection does not reach must not offer {@link Features#multiConn()}.
 *
 * <h2>What an exception means</h2>
 *
 * <p>The client gets an error for this request, and goes on: see {@link DiskException} for which one. A request may
 * come with any offset and length that fit {@link BlockSizes} and the size; the length is never 0.
 *
 * @since 0.1
 */
@ConsumerType
public interface Disk extends AutoCloseable {
    /**
     * The size of the disk. Called once after {@code open}: a connected client keeps the size that it was told, and a
     * client that connects later is told the new one. A disk whose size changes calls {@link Context#sizeChanged}.
     *
     * @return the size in bytes, from 0 to 2^63-1
     * @throws IOException if it cannot be found out; the client is refused and sees the message
     */
    long size() throws IOException;

    /**
     * What the disk can do. Called once after {@code open}.
     *
     * @return the features; the default is {@link Features#readOnly()}
     * @throws IOException if they cannot be found out; the client is refused and sees the message
     */
    default Features features() throws IOException {
        return Features.readOnly();
    }

    /**
     * Whether a call may wait: for a file, a network, a lock that is held for long, a process. Called once after
     * {@code open}.
     *
     * @return true, unless every call returns within microseconds however large the disk is; the default is true
     */
    default boolean blocking() {
        return true;
    }

    /**
     * A sentence about this disk, for people. Called once after {@code open}.
     *
     * @return at most 4096 bytes of UTF-8; the default is empty
     * @throws IOException if it cannot be found out
     */
    default Optional<String> description() throws IOException {
        return Optional.empty();
    }

    /**
     * Reads a range. If the position of the buffer is not at its limit on return, the rest of the buffer still holds
     * bytes of other requests; the server then fails this request with {@code EIO}, and its log names the plugin or
     * filter. Pitfall: one call of {@link java.nio.channels.FileChannel#read(ByteBuffer, long)} may read less than was
     * asked for.
     *
     * @param into takes the bytes; must be filled up to the limit that it came with, holes with zeroes, and its position
     *     must be there on return. Belongs to the disk until the call returns
     * @param offset where the range begins, in bytes
     * @param holes may be told which parts of the range are holes, so that they need not be sent; valid until the call
     *     returns
     * @throws IOException if any part could not be read
     */
    void read(ByteBuffer into, long offset, HoleSink holes) throws IOException;

    /**
     * Reads a range if that takes no waiting, as from the system's cache. A disk that is {@link #blocking()} or
     * asynchronous may override this, so that short reads of what is at hand cost neither a worker nor an object. The
     * server calls this on the event loop, without a context class loader, for reads of at most 1 MiB, and may give up
     * asking for a while when the answer was no for several times. It does not ask if the {@link ThreadModel} of the chain
     * is not {@link ThreadModel#PARALLEL}, nor if nothing in the chain waits. Other calls of the disk may be under way.
     *
     * <p>A filter is bypassed by such a read. So {@link ForwardingDisk} and {@link ForwardingAsyncDisk} do not forward this
     * method, and a filter that leaves reads as they are, and need not know of each read, opts in by passing on the call.
     *
     * @param into as in {@link #read}; if this returns false, its bytes and its position may be anything
     * @param offset where the range begins, in bytes
     * @param holes as in {@link #read}; must not be told of any if this returns false
     * @return true if the whole range was read; false if it has to be read with {@link #read}. The default is false
     * @throws IOException if the range cannot be read, however long one waits; the client gets the error
     */
    default boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        return false;
    }

    /**
     * Lends what a long read asks for, so that it need not be copied into the reply. A disk that keeps its contents in
     * memory, or in files whose pages the system has in its cache, may override this; it never waits. The disk must be
     * able to read the same range all the same, since it is not asked for short reads, nor if the {@link ThreadModel}
     * of its chain is not {@link ThreadModel#PARALLEL}.
     *
     * <h4>What a disk promises that has lent</h4>
     *
     * <ul>
     *   <li>What is lent stays readable until the loan is returned. It is neither freed nor given to another range of
     *       this disk or of another, even if the range is trimmed, zeroed or replaced meanwhile.
     *   <li>Each byte that is lent is, whenever it is looked at, one that the disk has there at some moment between this
     *       call and the return of the loan. So a write to the range may change it in place, as if it had come before
     *       the read.
     *   <li>A read that is lent and a change that has returned before this call are in order: the change is seen.
     * </ul>
     *
     * <h4>What the server promises</h4>
     *
     * <ul>
     *   <li>It only reads, and returns the loan soon: when the bytes are sent, or when it has copied what a slow client
     *       leaves unsent.
     *   <li>A loan is a call under way: {@link #close}, {@link Stateful#release} and {@link Plugin#stop} come after the
     *       last loan is returned.
     *   <li>It returns each loan exactly once, whatever becomes of the request, see {@link Loan#whenReturned}.
     * </ul>
     *
     * <p>A filter is bypassed by what the disk behind it lends. So {@link ForwardingDisk} and {@link ForwardingAsyncDisk}
     * do not forward this method, and a filter that leaves the bytes of reads as they are, and need not know of each
     * read, opts in by passing on the call with the same loan: {@code return next().lend(offset, length, loan)}. One that
     * forgets loses some speed and nothing else. A filter may pass on parts of the range one after the other; if the
     * disk behind lends one part and declines the next, the filter must throw, since it cannot take back the first.
     *
     * <p>Pitfall: if fewer or more bytes are lent than were asked for, or some are lent and this returns false, the
     * request fails with {@code EIO}, and the server's log names the plugin or filter.
     *
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     * @param loan takes the pieces until this returns
     * @return true if the whole range was lent; false if nothing was, and the server shall {@link #read} instead. The
     *     default is false
     * @throws IOException if any part of the range cannot be read; pieces that were lent before are returned, and the
     *     client gets the error
     */
    default boolean lend(long offset, int length, Loan loan) throws IOException {
        return false;
    }

    /**
     * Writes a range.
     *
     * @param from the bytes, which must not be changed: a filter may have to write them again. Belongs to the disk
     *     until the call returns
     * @param offset where the range begins, in bytes
     * @param flags {@link RequestFlags#fua()} counts
     * @throws IOException if any part could not be written; the client does not learn which parts were. The default
     *     refuses with {@code EPERM}
     */
    default void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
        throw new DiskException(NbdError.EPERM, "this disk cannot be written to");
    }

    /**
     * Offers memory of the disk for the payload of a long write, so that it is received there and need not be copied. A
     * disk that keeps its contents in memory, or needs the bytes in memory of a certain kind to write them, may override
     * this; it never waits, and declines rather than waiting for memory. The disk must be able to {@link #write} the same
     * range all the same: it is not asked for short writes, nor if the {@link ThreadModel} of its chain is not
     * {@link ThreadModel#PARALLEL}, and the server may abandon a landing and write the payload instead.
     *
     * <p>Nothing of the disk changes until {@link Landing#commit}, since the payload may break off. So what is offered is
     * fresh memory, not that of the range itself. A client may be slow, and its landing last as long as its connection;
     * meanwhile other calls for the same range go on as if this write had not come yet.
     *
     * <p>A filter is bypassed by where a payload lands. So {@link ForwardingDisk} and {@link ForwardingAsyncDisk} do not
     * forward this method, and a filter that leaves the bytes of writes as they are, and need not know of each write,
     * opts in by passing on the call: {@code return next().land(offset, length, flags)}. One that forgets loses some
     * speed and nothing else.
     *
     * <p>Pitfall: if this returns null, or a landing whose buffers have fewer or more bytes than were asked for, or are not
     * direct, the landing is abandoned, the request fails with {@code EIO}, and the server's log names the plugin or
     * filter.
     *
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     * @param flags those of the write, which {@link Landing#commit} must honour: {@link RequestFlags#fua()} counts
     * @return the memory, or empty if the server shall {@link #write} instead. The default is empty
     * @throws IOException if the range cannot be written; the client gets the error, and the payload is dropped
     */
    default Optional<Landing> land(long offset, int length, RequestFlags flags) throws IOException {
        return Optional.empty();
    }

    /**
     * Makes every write, trim and zero that has returned durable, whichever connection it came from.
     *
     * @throws IOException if they may not be durable. The default refuses with {@code ENOTSUP}
     */
    default void flush() throws IOException {
        throw new DiskException(NbdError.ENOTSUP, "this disk cannot be flushed");
    }

    /**
     * Declares the contents of a range as no longer needed. Afterwards the range may read as anything, but a disk that
     * reports extents reports what it reads as.
     *
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes; up to the whole disk
     * @param flags {@link RequestFlags#fua()} counts
     * @throws IOException if that failed
     */
    default void trim(long offset, long length, RequestFlags flags) throws IOException {
        throw new DiskException(NbdError.ENOTSUP, "this disk cannot be trimmed");
    }

    /**
     * Makes a range read as zeroes.
     *
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes; up to the whole disk
     * @param flags {@link RequestFlags#fua()}, {@link RequestFlags#noHole()} and {@link RequestFlags#fastZero()} count
     * @throws IOException if that failed; {@code ENOTSUP} at once if {@code fastZero} is set and zeroing is no faster
     *     than writing. The default refuses with {@code ENOTSUP}
     */
    default void zero(long offset, long length, RequestFlags flags) throws IOException {
        throw new DiskException(NbdError.ENOTSUP, "this disk has no quick way to write zeroes");
    }

    /**
     * Announces that a range will be read soon.
     *
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes; up to the whole disk
     * @throws IOException if that failed
     */
    default void cache(long offset, long length) throws IOException {
        throw new DiskException(NbdError.ENOTSUP, "this disk cannot read ahead");
    }

    /**
     * Reports which parts of a range are allocated and which read as zeroes: the metadata context
     * {@code base:allocation}, with the bits of {@link dev.platter.nbd.BlockStatus}.
     *
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     * @param sink takes the extents in order, see {@link ExtentSink}; valid until the call returns
     * @throws IOException if that failed
     */
    default void extents(long offset, long length, ExtentSink sink) throws IOException {
        throw new DiskException(NbdError.ENOTSUP, "this disk does not know which parts of it are allocated");
    }

    /**
     * The metadata contexts of this disk besides {@code base:allocation}. Called once after {@code open}.
     *
     * @return names of the form {@code namespace:leaf}; the default is an empty list
     * @throws IOException if they cannot be found out
     */
    default List<String> metaContexts() throws IOException {
        return List.of();
    }

    /**
     * Reports the state of a range in one of the {@link #metaContexts()}.
     *
     * @param context one of them
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     * @param sink takes the extents in order; the context defines the meaning of their status; valid until the call
     *     returns
     * @throws IOException if that failed
     */
    default void blockStatus(String context, long offset, long length, ExtentSink sink) throws IOException {
        throw new DiskException(NbdError.EINVAL, "this disk has no metadata context " + context);
    }

    /**
     * Gives back what {@code open} took. Nothing is flushed on behalf of the client.
     *
     * @throws IOException for the log; the client has gone
     */
    @Override
    default void close() throws IOException {}
}
