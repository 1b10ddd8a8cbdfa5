// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.interpreters;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of a function of a script.
 *
 * @param method the function's name
 * @param client for whom; empty if for none
 * @param handle the number of the open disk; 0 for none
 * @param count a length in bytes, or 0
 * @param offset in bytes, or 0
 * @param flags nbdkit's
 * @param payload further bytes, which nobody changes
 * @param into takes the bytes of the answer, exactly as many as there is room for; null if the outcome takes them
 * @param outcome is told what came of it, once
 */
record Call(
        String method,
        Optional<ConnectedClient> client,
        long handle,
        long count,
        long offset,
        int flags,
        byte[] payload,
        @Nullable ByteBuffer into,
        Outcome outcome) {
    private static final int LONGEST_HEADER = 128;

    private static final Outcome NOBODY = new Outcome() {
        @Override
        public void answered(byte[] answer) {
            // Not waited for.
        }

        @Override
        public void failed(IOException error) {
            // Likewise.
        }
    };

    /** Learns what came of a call, on a thread of the interpreter, which must not wait there. */
    interface Outcome {
        /**
         * It has succeeded.
         *
         * @param answer the bytes of the answer; none if they went into the buffer
         */
        void answered(byte[] answer);

        void failed(IOException error);
    }

    /** No two calls are the same. The JDK would hold the classes of the first records that it compares by their parts. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** At most, in bytes, as it is sent. */
    long size() {
        return (long) LONGEST_HEADER + payload.length;
    }

    byte[] header(long number) {
        return (number + " " + method + " " + handle + " " + count + " " + offset + " " + flags + " " + payload.length
                        + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The same call if nobody waits for its answer any more. */
    Call forgotten() {
        return new Call(method, client, handle, count, offset, flags, payload, null, NOBODY);
    }
}
