// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.interpreters;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The bytes that a helper writes. For one thread. */
final class AnswerStream implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_HEADER = 200;

    private final InputStream in;
    private final byte[] chunk = new byte[BUFFER];

    AnswerStream(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER);
    }

    /** The next header; empty at the end of all. */
    Optional<AnswerHeader> header() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return Optional.empty();
            }
            line.append((char) next);
            if (line.length() > LONGEST_HEADER) {
                throw AnswerHeader.unexpected(line.toString());
            }
        }
        return Optional.of(AnswerHeader.parse(line.toString()));
    }

    byte[] bytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("an answer broke off after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    /** Reads as many bytes as there is room for. */
    void fill(ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            int some = in.read(chunk, 0, Math.min(chunk.length, into.remaining()));
            if (some < 0) {
                throw new IOException("an answer broke off " + into.remaining() + " bytes before its end");
            }
            into.put(chunk, 0, some);
        }
    }

    void skip(int length) throws IOException {
        in.skipNBytes(length);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
