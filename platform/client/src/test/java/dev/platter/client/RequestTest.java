// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The bytes of requests as they are sent. */
class RequestTest {
    interface Submitting {
        CompletableFuture<?> submit(Transmission transmission);
    }

    /** Sends a request, and returns its header and payload, with zeroes instead of the cookie. */
    private static ByteBuffer sent(ReplyStyle style, int payload, Submitting submitting) throws IOException {
        CompletableFuture<ByteBuffer> heard = new CompletableFuture<>();
        try (FakeServer server = FakeServer.playing(s -> {
            int length = payload + (style == ReplyStyle.EXTENDED ? 32 : 28);
            ByteBuffer copy = ByteBuffer.allocate(length).put(s.hear(length)).flip();
            heard.complete(copy.putLong(8, 0));
        })) {
            submitting.submit(server.transmission(style));
            return heard.join();
        }
    }

    private static ByteBuffer compact(int flags, int command, long offset, long length) {
        return ByteBuffer.wrap(new Bytes()
                .u32(0x25609513)
                .u16(flags)
                .u16(command)
                .u64(0)
                .u64(offset)
                .u32(length)
                .array());
    }

    private static ByteBuffer extended(int flags, int command, long offset, long length) {
        return ByteBuffer.wrap(new Bytes()
                .u32(0x21e41c71)
                .u16(flags)
                .u16(command)
                .u64(0)
                .u64(offset)
                .u64(length)
                .array());
    }

    @Test
    void compactHeadersHaveTheirFields() throws IOException {
        ReplyStyle style = ReplyStyle.STRUCTURED;
        ByteBuffer buffer = ByteBuffer.allocate(10).position(2);

        assertEquals(compact(4, 0, 1L << 40, 8), sent(style, 0, t -> t.read(1L << 40, buffer, CommandFlags.DF)));
        assertEquals(compact(0, 3, 0, 0), sent(style, 0, t -> t.flush(0)));
        assertEquals(compact(1, 4, 5, 6), sent(style, 0, t -> t.trim(5, 6, CommandFlags.FUA)));
        assertEquals(compact(0, 5, 5, 6), sent(style, 0, t -> t.cache(5, 6, 0)));
        assertEquals(
                compact(18, 6, 5, 0xffff_ffffL),
                sent(style, 0, t -> t.writeZeroes(5, 0xffff_ffffL, CommandFlags.NO_HOLE | CommandFlags.FAST_ZERO)));
        assertEquals(compact(8, 7, 5, 6), sent(style, 0, t -> t.blockStatus(5, 6, CommandFlags.REQ_ONE)));
        assertEquals(
                compact(0xffff, 0xfffe, -1, 0xffff_ffffL),
                sent(style, 0, t -> t.command(0xfffe, 0xffff, -1, 0xffff_ffffL)));
        assertEquals(compact(0, 2, 0, 0), sent(style, 0, Transmission::disconnect));
    }

    @Test
    void extendedHeadersHave64BitLengths() throws IOException {
        ReplyStyle style = ReplyStyle.EXTENDED;

        assertEquals(extended(0, 4, 5, 1L << 40), sent(style, 0, t -> t.trim(5, 1L << 40, 0)));
        assertEquals(extended(0, 7, 5, -1), sent(style, 0, t -> t.blockStatus(5, -1, 0)));
        assertEquals(extended(0, 2, 0, 0), sent(style, 0, Transmission::disconnect));
    }

    @ParameterizedTest
    @EnumSource
    void thePayloadFollowsTheHeader(ReplyStyle style) throws IOException {
        ByteBuffer data = ByteBuffer.wrap("abcdef".getBytes()).position(1).limit(5);
        ByteBuffer header = style == ReplyStyle.EXTENDED ? extended(0x21, 1, 9, 4) : compact(1, 1, 9, 4);

        ByteBuffer sent = sent(style, 4, t -> t.write(9, data, CommandFlags.FUA));

        assertEquals(header, sent.slice(0, header.limit()));
        assertEquals(data, sent.slice(header.limit(), 4));
        assertEquals(4, data.remaining(), "the caller's buffer does not move");
    }

    @ParameterizedTest
    @CsvSource({"SIMPLE, 4294967296", "STRUCTURED, -1"})
    void aLengthThatDoesNotFitIsNotSent(ReplyStyle style, long length) throws IOException {
        try (FakeServer server = FakeServer.playing(FakeServer::hearEnd)) {
            Transmission transmission = server.transmission(style);
            assertEquals(
                    "NBD_CMD_TRIM of " + Long.toUnsignedString(length)
                            + " bytes does not fit into a request: without extended headers the most is 4294967295",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> transmission.command(Commands.TRIM, 0, 0, length))
                            .getMessage());
            assertEquals(0, transmission.underWay());
        }
    }

    @Test
    void aBufferThatCannotTakeDataIsRefused() throws IOException {
        try (FakeServer server = FakeServer.playing(FakeServer::hearEnd)) {
            Transmission transmission = server.transmission(ReplyStyle.SIMPLE);
            ByteBuffer readOnly = ByteBuffer.allocate(1).asReadOnlyBuffer();
            assertThrows(IllegalArgumentException.class, () -> transmission.read(0, readOnly, 0));
        }
    }
}
