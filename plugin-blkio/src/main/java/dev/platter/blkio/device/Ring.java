// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.device;

import dev.platter.api.Operation;
import dev.platter.api.RequestFlags;
import dev.platter.libc.EventSignal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Carries requests to a device, and reports which are done. A request is known by its slot, from 0 to one less than
 * {@link #slots}. {@link RequestQueue} calls all methods, one at a time.
 */
public interface Ring {
    /** {@return how many requests may be under way} */
    int slots();

    /** {@return the longest read or write, in bytes} */
    int longestData();

    /**
     * The memory that the device can reach, if it cannot reach any: {@link #longestData} bytes for each slot, one slot
     * after the other.
     *
     * @return empty if buffers may lie anywhere
     */
    Optional<ByteBuffer> memory();

    /** {@return what the device signals when requests are done} */
    EventSignal completions();

    /**
     * Adds a request, which the device need not see before {@link #publish}.
     *
     * @param slot no request that is under way has it
     * @param operation read, write, flush, trim or zero
     * @param offset where the range begins on the device, in bytes
     * @param length its length in bytes, no longer than the device takes at once
     * @param address where the data is in memory; 0 if the slot's {@link #memory} is used, or there is none
     * @param flags for zeroes
     */
    void place(int slot, Operation operation, long offset, long length, long address, RequestFlags flags);

    /**
     * Tells the device of all requests that were added.
     *
     * @throws IOException if the device is broken; no request will be done any more
     */
    void publish() throws IOException;

    /**
     * Takes requests that are done.
     *
     * @param slots takes their slots
     * @param errors takes for each 0, or its errno, not negated
     * @return how many, at most the length of the arrays
     * @throws IOException if the device is broken, or says what cannot be; no request will be done any more
     */
    int reap(int[] slots, int[] errors) throws IOException;

    /**
     * Asks for a signal when the next request is done.
     *
     * @return false if requests are done already, so that a signal may not come
     */
    boolean arm();
}
