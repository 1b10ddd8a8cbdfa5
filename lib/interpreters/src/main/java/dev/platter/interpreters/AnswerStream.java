// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.interpreters;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The bytes that a helper writes. For one thread. */
final class AnswerStream implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_HEADER = 200;

    private final InputStream in;

    /** What was read and not taken yet is from {@code at} to {@code end}. */
    private final byte[] buffer = new byte[BUFFER];

    private int at;
    private int end;

    AnswerStream(InputStream in) {
        this.in = in;
    }

    /** The next header; empty at the end of all. */
    Optional<AnswerHeader> header() throws IOException {
        int seen = 0;
        while (true) {
            for (; seen < end - at; seen++) {
                if (buffer[at + seen] == '\n') {
                    String line = new String(buffer, at, seen, StandardCharsets.ISO_8859_1);
                    at += seen + 1;
                    return Optional.of(AnswerHeader.parse(line));
                }
            }
            if (seen > LONGEST_HEADER) {
                throw AnswerHeader.unexpected(new String(buffer, at, LONGEST_HEADER, StandardCharsets.ISO_8859_1));
            }
            if (!more()) {
                return Optional.empty();
            }
        }
    }

    /** Reads on; false at the end. */
    private boolean more() throws IOException {
        System.arraycopy(buffer, at, buffer, 0, end - at);
        end -= at;
        at = 0;
        int some = in.read(buffer, end, buffer.length - end);
        end += Math.max(0, some);
        return some >= 0;
    }

    byte[] bytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        fill(ByteBuffer.wrap(bytes));
        return bytes;
    }

    /** Reads as many bytes as there is room for. */
    void fill(ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (at == end && !more()) {
                throw new IOException("an answer broke off " + into.remaining() + " bytes before its end");
            }
            int some = Math.min(end - at, into.remaining());
            into.put(buffer, at, some);
            at += some;
        }
    }

    void skip(int length) throws IOException {
        int buffered = Math.min(end - at, length);
        at += buffered;
        in.skipNBytes(length - buffered);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
