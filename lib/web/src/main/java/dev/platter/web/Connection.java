// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A connection that speaks HTTP/1.1, one request after another. Calls wait; only {@link #close} may come from another thread. */
final class Connection {
    /** Enough for what answers begin with. Of a body that is taken directly, no more is copied. */
    private static final int BUFFER = 16 << 10;

    private static final int LONGEST_LINE = 16 << 10;
    private static final int MOST_LINES = 500;
    private static final int MOST_DIGITS = 15;

    private final Wire wire;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER).limit(0);

    /** When it was used last, as {@link System#nanoTime} has it. */
    private long rested;

    Connection(Wire wire) {
        this.wire = wire;
    }

    /** Takes the bytes of a body. */
    interface Sink {
        /**
         * Takes some.
         *
         * @param bytes the sink's until it returns
         * @return whether it wants more
         */
        boolean take(ByteBuffer bytes);

        /** Memory to read into, instead; {@link #filled} follows in any case. */
        Optional<ByteBuffer> room();

        /**
         * Takes what was read there, up to the buffer's position.
         *
         * @return whether it wants more
         */
        boolean filled(ByteBuffer bytes);
    }

    Wire wire() {
        return wire;
    }

    void write(ByteBuffer bytes) throws IOException {
        wire.write(bytes);
    }

    /** Asks a proxy to connect this to a server. */
    void openTunnel(String server, HttpProxy proxy) throws IOException {
        StringBuilder request = new StringBuilder("CONNECT " + server + " HTTP/1.1\r\nHost: " + server + "\r\n");
        proxy.authorization()
                .ifPresent(value ->
                        request.append("Proxy-Authorization: ").append(value).append("\r\n"));
        write(StandardCharsets.UTF_8.encode(request.append("\r\n").toString()));
        Head head = head();
        if (head.status() / 100 != 2) {
            throw new ProxyRefusal(head);
        }
    }

    /** Waits for the first byte of an answer; false if the server has closed the connection instead. */
    boolean awaitAnswer() throws IOException {
        return in.hasRemaining() || fill();
    }

    /** Reads what an answer begins with. */
    Head head() throws IOException {
        while (true) {
            List<String> lines = new ArrayList<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (lines.size() == MOST_LINES) {
                    throw new IOException("its answer has more than " + MOST_LINES + " headers");
                }
                lines.add(line);
            }
            Head head = Head.parse(lines);
            if (!head.isInterim() || head.status() == 101) {
                return head;
            }
        }
    }

    /**
     * Reads a body.
     *
     * @return whether it was read to its end, and the connection can be used again
     */
    boolean body(Head head, Sink sink) throws IOException {
        if (head.isChunked()) {
            return chunks(sink) && head.keepsConnection();
        }
        OptionalLong length = head.length();
        if (length.isPresent()) {
            return bytes(length.getAsLong(), sink) && head.keepsConnection();
        }
        while (in.hasRemaining() || fill()) {
            if (!sink.take(some(in.remaining()))) {
                break;
            }
        }
        return false;
    }

    private boolean chunks(Sink sink) throws IOException {
        while (true) {
            String line = line();
            int extension = line.indexOf(';');
            String size = (extension < 0 ? line : line.substring(0, extension)).strip();
            if (size.length() > MOST_DIGITS || !Head.isNumber(size, 0, size.length(), 16)) {
                throw new IOException("its answer has a part without a size");
            }
            long length = Long.parseLong(size, 16);
            if (length == 0) {
                break;
            }
            if (!bytes(length, sink)) {
                return false;
            }
            if (!line().isEmpty()) {
                throw new IOException("a part of its answer is longer than its size says");
            }
        }
        int trailers = 0;
        while (!line().isEmpty()) {
            trailers++;
            if (trailers > MOST_LINES) {
                throw new IOException("its answer has more than " + MOST_LINES + " headers at its end");
            }
        }
        return true;
    }

    private boolean bytes(long length, Sink sink) throws IOException {
        for (long missing = length; missing > 0; ) {
            Optional<ByteBuffer> room = in.hasRemaining() ? Optional.empty() : sink.room();
            if (room.isPresent()) {
                int got = readDirectly(room.get(), missing, sink);
                if (got < 0) {
                    return false;
                }
                missing -= got;
                continue;
            }
            if (!in.hasRemaining() && !fill()) {
                throw cut(missing);
            }
            ByteBuffer piece = some((int) Math.min(missing, in.remaining()));
            missing -= piece.remaining();
            if (!sink.take(piece)) {
                return false;
            }
        }
        return true;
    }

    /** Returns how many bytes came, or -1 if the sink wants no more. */
    private int readDirectly(ByteBuffer room, long missing, Sink sink) throws IOException {
        int begin = room.position();
        if (room.remaining() > missing) {
            room.limit(begin + (int) missing);
        }
        int got = 0;
        boolean wanted = false;
        try {
            got = wire.read(room);
        } finally {
            wanted = sink.filled(room);
        }
        if (got < 0) {
            throw cut(missing);
        }
        return wanted ? got : -1;
    }

    private static EOFException cut(long missing) {
        return new EOFException("it closed the connection " + missing + " bytes before the end of its answer");
    }

    private ByteBuffer some(int length) {
        ByteBuffer piece = in.slice(in.position(), length);
        in.position(in.position() + length);
        return piece;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (!in.hasRemaining() && !fill()) {
                throw new EOFException("it closed the connection in the middle of its answer");
            }
            char next = (char) (in.get() & 0xff);
            if (next == '\n') {
                return line.toString();
            }
            if (line.length() == LONGEST_LINE) {
                throw new IOException("a line of its answer is longer than " + LONGEST_LINE + " bytes");
            }
            if (next != '\r') {
                line.append(next);
            }
        }
    }

    private boolean fill() throws IOException {
        in.clear();
        try {
            return wire.read(in) > 0;
        } finally {
            in.flip();
        }
    }

    void rest() {
        rested = System.nanoTime();
    }

    long restedSince() {
        return rested;
    }

    void close() {
        wire.close();
    }
}
