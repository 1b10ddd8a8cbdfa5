// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd.library;

import dev.platter.api.RequestFlags;
import dev.platter.libc.EventSignal;
import java.lang.foreign.MemorySegment;

/**
 * Where requests are begun, and where is told that they are done. Requests may be begun on any thread, and do not wait; one
 * thread at a time reaps. Offsets and lengths are in bytes.
 *
 * <p>A request has a token, a number of the caller's, and 8 bytes of scratch memory, which nobody else uses until the call
 * returns. Its data is native memory at an address, which is the library's until the request is reaped. A negative result
 * of a call is a negated errno: the request was not begun, and is not reaped.
 */
public interface Requests extends AutoCloseable {
    /** {@return what becomes readable when there is something to reap} */
    EventSignal completions();

    /** Reads; the result is the number of bytes. */
    int read(long offset, long length, long address, long token, MemorySegment scratch);

    /** Writes. */
    int write(long offset, long length, long address, long token, MemorySegment scratch);

    /** Trims. */
    int trim(long offset, long length, long token, MemorySegment scratch);

    /** Writes zeroes, which are allocated if the flags want no hole. */
    int zero(long offset, long length, RequestFlags flags, long token, MemorySegment scratch);

    /** Waits for the requests that were begun before, and empties the library's cache. */
    int flush(long token, MemorySegment scratch);

    /**
     * Takes requests that are done.
     *
     * @param tokens takes their tokens
     * @param results takes their results, in the same places: negative for a negated errno
     * @return how many; there may be more if it is the length of the shorter array, or 64
     */
    int reap(long[] tokens, long[] results);

    @Override
    void close();
}
