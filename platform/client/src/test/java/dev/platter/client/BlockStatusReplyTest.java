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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** The extents of 1000 bytes at offset 100, in the contexts 3 (base:allocation) and 4 (x-test:four). */
class BlockStatusReplyTest {
    private interface Answer {
        void give(FakeServer server, long cookie) throws IOException;
    }

    private static Map<String, List<Extent>> ask(ReplyStyle style, int flags, Answer answer) throws Exception {
        try (FakeServer server = FakeServer.playing(s -> answer.give(s, s.hearRequest(style)))) {
            return server.transmission(style).blockStatus(100, 1000, flags).get();
        }
    }

    private static String breach(ReplyStyle style, int flags, Answer answer) {
        ExecutionException error = assertThrows(ExecutionException.class, () -> ask(style, flags, answer));
        assertTrue(error.getCause() instanceof NbdProtocolException, error::toString);
        String prefix = "in the reply to NBD_CMD_BLOCK_STATUS of 1000 bytes at offset 100: ";
        assertTrue(error.getCause().getMessage().startsWith(prefix), error::toString);
        return error.getCause().getMessage().substring(prefix.length());
    }

    /** The error for an invalid chunk of block status. */
    private static String breach(int flags, Bytes... chunks) {
        return breach(ReplyStyle.STRUCTURED, flags, (server, cookie) -> {
            Bytes all = new Bytes();
            for (int i = 0; i < chunks.length; i++) {
                all.raw(chunk(i == chunks.length - 1 ? DONE : 0, ChunkTypes.BLOCK_STATUS, cookie, chunks[i])
                        .array());
            }
            server.say(all);
        });
    }

    /** The payload of a chunk: a context, and pairs of length and status. */
    private static Bytes narrow(int context, long... extents) {
        Bytes payload = new Bytes().u32(context);
        for (long field : extents) {
            payload.u32(field);
        }
        return payload;
    }

    private static Bytes wide(int context, int count, long... extents) {
        Bytes payload = new Bytes().u32(context).u32(count);
        for (long field : extents) {
            payload.u64(field);
        }
        return payload;
    }

    @Test
    void eachContextHasItsExtents() throws Exception {
        Map<String, List<Extent>> extents = ask(
                ReplyStyle.STRUCTURED,
                0,
                (s, cookie) -> s.say(chunk(0, ChunkTypes.BLOCK_STATUS, cookie, narrow(4, 0xffff_ffffL, 0xffff_fffeL)))
                        .say(chunk(DONE, ChunkTypes.BLOCK_STATUS, cookie, narrow(3, 10, 0, 20, 3))));

        assertEquals(List.of(new Extent(100, 10, 0), new Extent(110, 20, 3)), extents.get("base:allocation"));
        assertEquals(List.of(new Extent(100, 0xffff_ffffL, 0xffff_fffeL)), extents.get("x-test:four"));
    }

    @Test
    void extendedExtentsHave64Bits() throws Exception {
        Map<String, List<Extent>> extents = ask(
                ReplyStyle.EXTENDED,
                0,
                (s, cookie) -> s.say(extendedChunk(
                                0, ChunkTypes.BLOCK_STATUS_EXT, cookie, 100, wide(3, 2, 999, 3, 1L << 40, 0)))
                        .say(extendedChunk(0, ChunkTypes.BLOCK_STATUS_EXT, cookie, 100, wide(4, 1, 1000, -1)))
                        .say(extendedChunk(DONE, ChunkTypes.NONE, cookie, 100, new Bytes())));

        assertEquals(List.of(new Extent(100, 999, 3), new Extent(1099, 1L << 40, 0)), extents.get("base:allocation"));
        assertEquals(List.of(new Extent(100, 1000, -1)), extents.get("x-test:four"));
    }

    @Test
    void aRequestMayPickContexts() throws Exception {
        try (FakeServer server = FakeServer.playing(s -> {
            long cookie = s.hearRequest(ReplyStyle.EXTENDED);
            assertEquals(1L << 33, s.hear(8).getLong());
            assertEquals(4, s.hear(4).getInt());
            s.say(extendedChunk(DONE, ChunkTypes.BLOCK_STATUS_EXT, cookie, 0, wide(4, 1, 1L << 33, 1)));
        })) {
            Map<String, List<Extent>> extents = server.transmission(ReplyStyle.EXTENDED)
                    .blockStatus(0, 1L << 33, 0, List.of(new MetaContext(4, "x-test:four")))
                    .get();
            assertEquals(Map.of("x-test:four", List.of(new Extent(0, 1L << 33, 1))), extents);
        }
    }

    @Test
    void everyContextIsAnsweredOnce() {
        assertEquals("it ended without error and without the extents of x-test:four", breach(0, narrow(3, 1000, 0)));
        assertEquals("the extents of base:allocation came twice", breach(0, narrow(3, 1000, 0), narrow(3, 1000, 0)));
        assertEquals(
                "the metadata context 5 was not asked for: the contexts of this request are"
                        + " [MetaContext[id=3, name=base:allocation], MetaContext[id=4, name=x-test:four]]",
                breach(0, narrow(5, 1000, 0)));
    }

    @Test
    void aMalformedChunkIsRefused() {
        String problem = "NBD_REPLY_TYPE_BLOCK_STATUS has a payload of %d bytes:"
                + " it must have 4 and a multiple of 8, for 1 to 1048576 extents";

        assertEquals(problem.formatted(4), breach(0, narrow(3)));
        assertEquals(problem.formatted(0), breach(0, new Bytes()));
        assertEquals(problem.formatted(13), breach(0, narrow(3, 1000, 0).zeroes(1)));
    }

    @Test
    void aChunkWithTooManyExtentsIsNotRead() {
        String message = breach(
                ReplyStyle.STRUCTURED,
                0,
                (server, cookie) -> server.say(new Bytes()
                        .u32(dev.platter.nbd.Magic.STRUCTURED_REPLY)
                        .u16(0)
                        .u16(ChunkTypes.BLOCK_STATUS)
                        .u64(cookie)
                        .u32(4 + 8L * ((1 << 20) + 1))));

        assertTrue(message.startsWith("NBD_REPLY_TYPE_BLOCK_STATUS has a payload of 8388620 bytes"), message);
    }

    @Test
    void extentsOutsideOfTheRequestAreRefused() {
        assertEquals("an extent of base:allocation at offset 200 is empty", breach(0, narrow(3, 100, 0, 0, 3)));
        assertEquals(
                "an extent of base:allocation begins at offset 1100, after the end of the range that was asked for",
                breach(0, narrow(3, 1000, 0, 1, 3)));
    }

    @Test
    void reqOneAllowsOneExtent() {
        assertEquals(
                "NBD_CMD_FLAG_REQ_ONE asks for one extent of base:allocation, and 2 came",
                breach(CommandFlags.REQ_ONE, narrow(3, 10, 0, 20, 3)));
        assertEquals(
                "with NBD_CMD_FLAG_REQ_ONE the extent of base:allocation may not exceed the 1000 bytes"
                        + " that were asked for, and has 1001",
                breach(CommandFlags.REQ_ONE, narrow(3, 1001, 0)));
    }

    @Test
    void aChunkOfAnotherStyleIsRefused() {
        assertEquals(
                "NBD_REPLY_TYPE_BLOCK_STATUS is not allowed in such a reply:"
                        + " it may have NBD_REPLY_TYPE_BLOCK_STATUS_EXT, NBD_REPLY_TYPE_NONE and errors",
                breach(
                        ReplyStyle.EXTENDED,
                        0,
                        (s, cookie) ->
                                s.say(extendedChunk(DONE, ChunkTypes.BLOCK_STATUS, cookie, 100, narrow(3, 1000, 0)))));
        assertEquals(
                "NBD_REPLY_TYPE_BLOCK_STATUS_EXT is not allowed in such a reply:"
                        + " it may have NBD_REPLY_TYPE_BLOCK_STATUS, NBD_REPLY_TYPE_NONE and errors",
                breach(
                        ReplyStyle.STRUCTURED,
                        0,
                        (s, cookie) -> s.say(chunk(DONE, ChunkTypes.BLOCK_STATUS_EXT, cookie, wide(3, 1, 1000, 0)))));
    }

    @Test
    void extendedExtentsAreCountedAndBounded() {
        assertEquals(
                "the extents of base:allocation are said to be 2, and their chunk has 1",
                extendedBreach(wide(3, 2, 1000, 0)));
        assertEquals(
                "an extent of base:allocation is 9223372036854775808 bytes long: the most is 2^63-1",
                extendedBreach(wide(3, 1, Long.MIN_VALUE, 0)));
        assertEquals(
                "an extent of base:allocation has the status 0x100000000: the upper 32 bits must be zero",
                extendedBreach(wide(3, 1, 1000, 1L << 32)));
    }

    private static String extendedBreach(Bytes payload) {
        return breach(
                ReplyStyle.EXTENDED,
                0,
                (s, cookie) -> s.say(extendedChunk(DONE, ChunkTypes.BLOCK_STATUS_EXT, cookie, 100, payload)));
    }

    @Test
    void aSimpleReplyCannotSucceed() {
        assertEquals(
                "it succeeded although structured replies were not negotiated, so it cannot have an answer",
                breach(ReplyStyle.SIMPLE, 0, (s, cookie) -> s.say(simpleReply(0, cookie))));
        assertTrue(breach(ReplyStyle.STRUCTURED, 0, (s, cookie) -> s.say(simpleReply(22, cookie)))
                .startsWith("it is a simple reply"));
    }
}
