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
 * <p>Which thread calls follows from {@link #blocking()}, for the chain as a whole: if any member of it may wait, all
 * are called on workers, platform threads of which an export has a few, and may take their time. If none may, they are
 * called on the event loop, with which they hold up other clients: a call returns within microseconds. Neither thread
 * belongs to the disk; what is kept in a {@link ThreadLocal} is lost or shared.
 *
 * <p>Unless the {@link ThreadModel} forbids it, many threads call one disk at a time, and requests whose ranges overlap
 * may be carried out in any order. {@link #size}, {@link #features}, {@link #blocking}, {@link #description} and
 * {@link #metaContexts} are called once after {@code open}, on the thread that has opened, and before the first
 * request; {@link #close} is called once, on a worker, when no other call runs or will ever come. Where a client
 * vanishes, its requests go on to their end, and {@code close} comes after them: a call that may take long looks for an
 * end by itself, as {@link Context#sleep} does.
 *
 * <h2>Buffers</h2>
 *
 * <p>A buffer is direct, not on the Java heap: it has no array, and can be handed to a channel or to native code as it
 * is. It belongs to the disk until the call returns, not longer: it is memory of the server's, and what is written to it
 * later ends up in somebody else's request. Its bytes from position to limit are the range of the request; where the
 * position stands afterwards does not matter. The bytes outside of them are other people's. The order of bytes is
 * big-endian, whatever was set before.
 *
 * <h2>What success means</h2>
 *
 * <p>A method that returns has done its work: a write is visible to every later read on any connection. It is durable
 * only after {@link #flush}, or at once with {@link RequestFlags#fua()}. Pitfall: a cache between the two that a flush
 * on another connection does not reach rules out {@link Features#multiConn()}.
 *
 * @since 0.1
 */
@ConsumerType
public interface Disk extends AutoCloseable {
    /**
     * The size of the disk. Asked once after {@code open}: a client that is connected keeps the size it was
     * told, and one that connects later is told the new one. Where it changes, {@link Context#sizeChanged} says so.
     *
     * @return the size in bytes, from 0 to 2^63-1
     * @throws IOException if it cannot be found out; the client is refused and sees the message
     */
    long size() throws IOException;

    /**
     * What the disk can do. Asked once after {@code open}.
     *
     * @return the features; the default is {@link Features#readOnly()}
     * @throws IOException if they cannot be found out; the client is refused and sees the message
     */
    default Features features() throws IOException {
        return Features.readOnly();
    }

    /**
     * Whether a call may wait: for a file, a network, a lock that is held for long, a process. Asked once after
     * {@code open}.
     *
     * @return true, unless every call returns within microseconds however large the disk is; the default is true
     */
    default boolean blocking() {
        return true;
    }

    /**
     * A sentence about this disk, for people. Asked once after {@code open}.
     *
     * @return at most 4096 bytes of UTF-8; the default is none
     * @throws IOException if it cannot be found out
     */
    default Optional<String> description() throws IOException {
        return Optional.empty();
    }

    /**
     * Reads a range.
     *
     * @param into takes the bytes; must be filled to its limit, holes with zeroes
     * @param offset where the range begins, in bytes
     * @param holes may be told which parts of the range are holes, so that they need not be sent; may be ignored
     * @throws IOException if any of it could not be read
     */
    void read(ByteBuffer into, long offset, HoleSink holes) throws IOException;

    /**
     * Writes a range.
     *
     * @param from the bytes, which must not be changed: a filter may have to write them again
     * @param offset where the range begins, in bytes
     * @param flags {@link RequestFlags#fua()} counts
     * @throws IOException if any of it could not be written; how much was is unknown to the client
     */
    default void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
        throw new DiskException(NbdError.EPERM, "this disk cannot be written to");
    }

    /**
     * Makes every write, trim and zero that has returned durable, whichever connection it came from.
     *
     * @throws IOException if that is not certain
     */
    default void flush() throws IOException {
        throw new DiskException(NbdError.ENOTSUP, "this disk cannot be flushed");
    }

    /**
     * Is told that the contents of a range are no longer needed. They may read as anything afterwards, but a disk that
     * reports extents reports what they are.
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
     * @throws IOException if that failed; {@code ENOTSUP} at once where {@code fastZero} asks for what cannot be had
     */
    default void zero(long offset, long length, RequestFlags flags) throws IOException {
        throw new DiskException(NbdError.ENOTSUP, "this disk has no quick way to write zeroes");
    }

    /**
     * Is told that a range will be read soon.
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
     * @param sink takes the extents in order, see {@link ExtentSink}
     * @throws IOException if that failed
     */
    default void extents(long offset, long length, ExtentSink sink) throws IOException {
        throw new DiskException(NbdError.ENOTSUP, "this disk does not know which parts of it are allocated");
    }

    /**
     * The metadata contexts of this disk besides {@code base:allocation}. Asked once after {@code open}.
     *
     * @return names of the form {@code namespace:leaf}; the default is none
     * @throws IOException if they cannot be found out
     */
    default List<String> metaContexts() throws IOException {
        return List.of();
    }

    /**
     * Reports the state of a range in one of the {@link #metaContexts()}.
     *
     * @param context which one
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     * @param sink takes the extents in order; what their status bits mean is the context's own business
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
