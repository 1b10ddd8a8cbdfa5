// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control.line;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Lines of UTF-8 in both directions. Not thread-safe, except that {@link #close} may be called by any thread and ends the wait
 * of any other thread.
 */
public final class LineChannel implements Closeable {
    /** Small, since the JDK copies it outside the heap for each call. */
    private static final int PIECE = 1 << 13;

    private final SocketChannel channel;
    private final int longest;
    private final ByteBuffer received = ByteBuffer.allocate(PIECE).flip();

    /**
     * Reads and writes lines.
     *
     * @param channel a blocking channel; closed with this
     * @param longest how long a line that is read may be, in bytes
     */
    public LineChannel(SocketChannel channel, int longest) {
        this.channel = channel;
        this.longest = longest;
    }

    /**
     * Waits for a line.
     *
     * @return the line without its end; empty if there are no more. An unfinished line at the end is dropped
     * @throws LineException if it is too long or not UTF-8; nothing can be read any more
     * @throws IOException if the connection breaks
     */
    public Optional<String> read() throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            while (received.hasRemaining()) {
                byte b = received.get();
                if (b == '\n') {
                    return Optional.of(decode(line));
                }
                if (line.size() == longest) {
                    throw new LineException("a line is longer than " + longest + " bytes");
                }
                line.write(b);
            }
            received.clear();
            int count = channel.read(received);
            received.flip();
            if (count < 0) {
                return Optional.empty();
            }
        }
    }

    private static String decode(ByteArrayOutputStream line) throws LineException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new LineException("a line is not UTF-8");
        }
    }

    /**
     * Writes a line, and waits until the other side has room for it.
     *
     * @param line without its end
     * @throws IOException if the connection breaks
     */
    public void write(String line) throws IOException {
        write((line + '\n').getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a blank, the beginning of a line that follows later.
     *
     * @throws IOException if the connection breaks
     */
    public void writeBlank() throws IOException {
        write(new byte[] {' '});
    }

    private void write(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; at += PIECE) {
            ByteBuffer piece = ByteBuffer.wrap(bytes, at, Math.min(PIECE, bytes.length - at));
            while (piece.hasRemaining()) {
                channel.write(piece);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
