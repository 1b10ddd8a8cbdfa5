// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import static dev.platter.client.FakeServer.chunk;
import static dev.platter.client.FakeServer.extendedChunk;
import static dev.platter.client.FakeServer.simpleReply;
import static dev.platter.nbd.ChunkFlags.DONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.nbd.ChunkTypes;
import dev.platter.nbd.CommandFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads of 8 bytes at offset 100, and their replies. */
class ReadReplyTest {
    private static final int OFFSET = 100;
    private static final int LENGTH = 8;

    private interface Answer {
        void give(FakeServer server, long cookie) throws IOException;
    }

    private static ReadReply read(ReplyStyle style, int flags, Answer answer) throws Exception {
        try (FakeServer server = FakeServer.playing(s -> answer.give(s, s.hearRequest(style)))) {
            ByteBuffer into = ByteBuffer.allocate(LENGTH + 2).position(1).limit(LENGTH + 1);
            into.array()[1] = 'X';
            return server.transmission(style).read(OFFSET, into, flags).get();
        }
    }

    private static String breach(ReplyStyle style, int flags, Answer answer) {
        ExecutionException error = assertThrows(ExecutionException.class, () -> read(style, flags, answer));
        assertTrue(error.getCause() instanceof NbdProtocolException, error::toString);
        return error.getCause().getMessage();
    }

    /** The error for an invalid structured reply; the last chunk has the flag DONE. */
    private static String breach(Chunk... chunks) {
        return breach(0, chunks);
    }

    private static String breach(int flags, Chunk... chunks) {
        String message = breach(ReplyStyle.STRUCTURED, flags, (server, cookie) -> {
            Bytes all = new Bytes();
            for (int i = 0; i < chunks.length; i++) {
                int done = i == chunks.length - 1 ? DONE : 0;
                all.raw(chunk(done, chunks[i].type, cookie, chunks[i].payload).array());
            }
            server.say(all);
        });
        String prefix = "in the reply to NBD_CMD_READ of 8 bytes at offset 100: ";
        assertTrue(message.startsWith(prefix), message);
        return message.substring(prefix.length());
    }

    private record Chunk(int type, Bytes payload) {}

    private static Chunk data(long offset, String data) {
        return new Chunk(ChunkTypes.OFFSET_DATA, new Bytes().u64(offset).text(data));
    }

    private static Chunk hole(long offset, long length) {
        return new Chunk(ChunkTypes.OFFSET_HOLE, new Bytes().u64(offset).u32(length));
    }

    private static Chunk none() {
        return new Chunk(ChunkTypes.NONE, new Bytes());
    }

    private static Chunk errorAt(long offset) {
        return new Chunk(ChunkTypes.ERROR_OFFSET, new Bytes().u32(5).u16(0).u64(offset));
    }

    private static String text(ReadReply reply) {
        return StandardCharsets.UTF_8.decode(reply.data().duplicate()).toString();
    }

    @Test
    void aSimpleReplyIsOneChunk() throws Exception {
        ReadReply reply = read(
                ReplyStyle.SIMPLE,
                0,
                (s, cookie) -> s.say(simpleReply(0, cookie).text("abcdefgh")));

        assertEquals("abcdefgh", text(reply));
        assertEquals(List.of(new ReadReply.Chunk(OFFSET, LENGTH, false)), reply.chunks());
    }

    @ParameterizedTest
    @EnumSource(names = {"STRUCTURED", "EXTENDED"})
    void chunksComeInAnyOrderAndHolesAreZero(ReplyStyle style) throws Exception {
        ReadReply reply = read(style, 0, (s, cookie) -> {
            Chunk[] chunks = {data(106, "gh"), hole(100, 2), data(102, "cdef")};
            for (Chunk c : chunks) {
                s.say(
                        style == ReplyStyle.STRUCTURED
                                ? chunk(0, c.type, cookie, c.payload)
                                : extendedChunk(0, c.type, cookie, OFFSET, c.payload));
            }
            s.say(
                    style == ReplyStyle.STRUCTURED
                            ? chunk(DONE, ChunkTypes.NONE, cookie, new Bytes())
                            : extendedChunk(DONE, ChunkTypes.NONE, cookie, OFFSET, new Bytes()));
        });

        assertEquals("\0\0cdefgh", text(reply));
        assertEquals(
                List.of(
                        new ReadReply.Chunk(106, 2, false),
                        new ReadReply.Chunk(100, 2, true),
                        new ReadReply.Chunk(102, 4, false)),
                reply.chunks());
    }

    @Test
    void flagsOfTheFutureAreIgnored() throws Exception {
        ReadReply reply = read(
                ReplyStyle.STRUCTURED,
                0,
                (s, cookie) -> s.say(chunk(0x8000 | DONE, 1, cookie, data(100, "abcdefgh").payload)));

        assertEquals("abcdefgh", text(reply));
    }

    @Test
    void missingAndRepeatedBytesAreRefused() {
        assertEquals(
                "a chunk of data of 4 bytes at offset 103 overlaps a chunk of data of 4 bytes at offset 100,"
                        + " which came before",
                breach(data(100, "abcd"), data(103, "defg")));
        assertEquals(
                "a hole of 3 bytes at offset 100 overlaps a chunk of data of 2 bytes at offset 102, which came before",
                breach(data(102, "ab"), hole(100, 3)));
        assertEquals(
                "a hole of 8 bytes at offset 100 overlaps a chunk of data of 1 bytes at offset 104, which came before",
                breach(data(104, "e"), hole(100, 8)));
        assertEquals(
                "it ended without error after 4 of 8 bytes; what came is [Chunk[offset=100, length=4, hole=false]]",
                breach(data(100, "abcd"), none()));
        assertEquals("it ended without error after 0 of 8 bytes; what came is []", breach(none()));
    }

    @Test
    void chunksOutsideOfTheRequestAreRefused() {
        assertEquals("a chunk of data of 1 bytes at offset 99 does not lie within the request", breach(data(99, "a")));
        assertEquals(
                "a chunk of data of 1 bytes at offset 108 does not lie within the request", breach(data(108, "a")));
        assertEquals(
                "a chunk of data of 9 bytes at offset 100 does not lie within the request",
                breach(data(100, "abcdefghi")));
        assertEquals("a hole of 3 bytes at offset 106 does not lie within the request", breach(hole(106, 3)));
        assertEquals("a hole of 4294967295 bytes at offset 100 does not lie within the request", breach(hole(100, -1)));
        assertEquals(
                "a chunk of data of 1 bytes at offset 18446744073709551615 does not lie within the request",
                breach(data(-1, "a")));
    }

    @Test
    void aMalformedChunkIsRefused() {
        assertEquals(
                "NBD_REPLY_TYPE_OFFSET_DATA has a payload of 8 bytes: an offset and one byte of data take 9",
                breach(data(100, "")));
        assertEquals(
                "NBD_REPLY_TYPE_OFFSET_HOLE has a payload of 13 bytes: it must have 12",
                breach(new Chunk(ChunkTypes.OFFSET_HOLE, new Bytes().zeroes(13))));
        assertEquals("NBD_REPLY_TYPE_OFFSET_HOLE at offset 100 is empty", breach(hole(100, 0)));
        assertEquals(
                "NBD_REPLY_TYPE_NONE has a payload of 1 bytes: it must have none",
                breach(new Chunk(ChunkTypes.NONE, new Bytes().zeroes(1))));
    }

    @Test
    void chunksOfOtherReplyTypesAreRefused() {
        String allowed = " is not allowed in such a reply: it may have NBD_REPLY_TYPE_OFFSET_DATA,"
                + " NBD_REPLY_TYPE_OFFSET_HOLE, NBD_REPLY_TYPE_NONE and errors";

        assertEquals("chunk type 77" + allowed, breach(new Chunk(77, new Bytes())));
        assertEquals(
                "NBD_REPLY_TYPE_BLOCK_STATUS" + allowed,
                breach(new Chunk(ChunkTypes.BLOCK_STATUS, new Bytes().zeroes(12))));
    }

    @Test
    void aChunkOfTypeNoneMustBeTheLast() {
        assertTrue(breach(none(), none())
                .endsWith("NBD_REPLY_TYPE_NONE without NBD_REPLY_FLAG_DONE: it can only be the last chunk"));
    }

    @Test
    void aSplitReplyToAReadWithDfIsRefused() throws Exception {
        assertEquals(
                "NBD_CMD_FLAG_DF asks for one chunk, and after a chunk of data of 4 bytes at offset 100 came"
                        + " a chunk of data of 4 bytes at offset 104",
                breach(CommandFlags.DF, data(100, "abcd"), data(104, "efgh")));
        ReadReply whole = read(
                ReplyStyle.STRUCTURED,
                CommandFlags.DF,
                (s, cookie) -> s.say(chunk(0, 1, cookie, data(100, "abcdefgh").payload))
                        .say(chunk(DONE, 0, cookie, new Bytes())));
        assertEquals("abcdefgh", text(whole));
    }

    @Test
    void dataAfterAnErrorInsideItIsRefused() {
        assertEquals(
                "a chunk of data of 4 bytes at offset 100 came after an error inside it: EIO at offset 102",
                breach(errorAt(102), data(100, "abcd")));
    }

    @Test
    void aReadThatFailsInTheMiddleNeedNotBeComplete() {
        ExecutionException error = assertThrows(
                ExecutionException.class,
                () -> read(
                        ReplyStyle.STRUCTURED,
                        0,
                        (s, cookie) -> s.say(chunk(0, 1, cookie, data(100, "abcd").payload))
                                .say(chunk(DONE, ChunkTypes.ERROR_OFFSET, cookie, errorAt(102).payload))));

        assertEquals(
                "NBD_CMD_READ of 8 bytes at offset 100 failed with EIO at offset 102",
                error.getCause().getMessage());
    }

    @Test
    void aSimpleReplyAfterNegotiatingStructuredOnesIsRefused() {
        for (int code : new int[] {0, 5}) {
            assertEquals(
                    "in the reply to NBD_CMD_READ of 8 bytes at offset 100: it is a simple reply:"
                            + " since structured replies were negotiated, it must be structured, as must errors",
                    breach(ReplyStyle.STRUCTURED, 0, (s, cookie) -> s.say(simpleReply(code, cookie))));
        }
    }

    @Test
    void anExtendedHeaderRepeatsTheOffset() {
        assertEquals(
                "in the reply to NBD_CMD_READ of 8 bytes at offset 100:"
                        + " its header says offset 101, and must repeat that of the request",
                breach(
                        ReplyStyle.EXTENDED,
                        0,
                        (s, cookie) -> s.say(extendedChunk(DONE, 1, cookie, 101, data(100, "abcdefgh").payload))));
    }

    @Test
    void aReadOfZeroBytesSucceeds() throws Exception {
        try (FakeServer server = FakeServer.playing(
                s -> s.say(chunk(DONE, ChunkTypes.NONE, s.hearRequest(ReplyStyle.STRUCTURED), new Bytes())))) {
            ReadReply reply = server.transmission(ReplyStyle.STRUCTURED)
                    .read(0, ByteBuffer.allocate(0), 0)
                    .get();
            assertEquals(List.of(), reply.chunks());
        }
    }
}
