// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Takes a body into memory of its own, where the bytes of a connection without TLS are then put by the system itself.
 *
 * @param <T> what becomes of the body
 */
public interface DirectBody<T> extends BodySubscriber<T> {
    /**
     * Memory for the next bytes. {@link #filled} follows in any case, and until then the memory is the connection's.
     *
     * @return a direct buffer with some room; empty if there is none, and {@code onNext} is to be called
     */
    Optional<ByteBuffer> room();

    /**
     * Tells that bytes have been put there, as many as lie before the buffer's position, which may be none.
     *
     * @param bytes the buffer
     */
    void filled(ByteBuffer bytes);
}
