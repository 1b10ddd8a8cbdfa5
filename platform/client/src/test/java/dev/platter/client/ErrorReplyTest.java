// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import static dev.platter.client.FakeServer.chunk;
import static dev.platter.client.FakeServer.simpleReply;
import static dev.platter.nbd.ChunkFlags.DONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.nbd.ChunkTypes;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A trim of 1000 bytes at offset 100 that is refused. */
class ErrorReplyTest {
    private static Throwable refusal(int type, Bytes... payloads) throws IOException {
        try (FakeServer server = FakeServer.playing(s -> {
            long cookie = s.hearRequest(ReplyStyle.STRUCTURED);
            Bytes all = new Bytes();
            for (int i = 0; i < payloads.length; i++) {
                all.raw(chunk(i == payloads.length - 1 ? DONE : 0, type, cookie, payloads[i])
                        .array());
            }
            s.say(all);
        })) {
            Transmission transmission = server.transmission(ReplyStyle.STRUCTURED);
            return assertThrows(
                            ExecutionException.class,
                            () -> transmission.trim(100, 1000, 0).get())
                    .getCause();
        }
    }

    private static String breach(int type, Bytes payload) throws IOException {
        NbdProtocolException breach = assertInstanceOf(NbdProtocolException.class, refusal(type, payload));
        return breach.getMessage().replace("in the reply to NBD_CMD_TRIM of 1000 bytes at offset 100: ", "");
    }

    @ParameterizedTest
    @EnumSource
    void everyErrorIsTyped(NbdError error) throws Exception {
        try (FakeServer server =
                FakeServer.playing(s -> s.say(simpleReply(error.code(), s.hearRequest(ReplyStyle.SIMPLE))))) {
            Transmission transmission = server.transmission(ReplyStyle.SIMPLE);
            ExecutionException failure = assertThrows(
                    ExecutionException.class,
                    () -> transmission.trim(100, 1000, 0).get());
            RequestFailedException refused = assertInstanceOf(RequestFailedException.class, failure.getCause());
            assertEquals(error, refused.error());
            assertEquals(Commands.TRIM, refused.command());
            assertEquals("NBD_CMD_TRIM of 1000 bytes at offset 100 failed with " + error.name(), refused.getMessage());
        }
    }

    @Test
    void sentenceAndOffsetAreKept() throws IOException {
        RequestFailedException refused = assertInstanceOf(
                RequestFailedException.class,
                refusal(
                        ChunkTypes.ERROR_OFFSET,
                        new Bytes().u32(5).u16(3).text("bad").u64(100),
                        new Bytes().u32(28).u16(4).text("full").u64(1099)));

        assertEquals(
                List.of(
                        new ErrorChunk(5, "bad", OptionalLong.of(100)),
                        new ErrorChunk(28, "full", OptionalLong.of(1099))),
                refused.errors());
        assertEquals(
                "NBD_CMD_TRIM of 1000 bytes at offset 100 failed with"
                        + " EIO at offset 100: bad; ENOSPC at offset 1099: full",
                refused.getMessage());
    }

    @Test
    void anUnknownNumberIsInvalid() throws IOException {
        RequestFailedException refused = assertInstanceOf(
                RequestFailedException.class,
                refusal(ChunkTypes.ERROR, new Bytes().u32(77).u16(0)));

        assertEquals(NbdError.EINVAL, refused.error());
        assertEquals(77, refused.errors().getFirst().code());
        assertEquals("NBD_CMD_TRIM of 1000 bytes at offset 100 failed with the unknown error 77", refused.getMessage());
    }

    @Test
    void anUnknownKindOfErrorIsAnErrorNevertheless() throws IOException {
        RequestFailedException refused = assertInstanceOf(
                RequestFailedException.class,
                refusal(0x8fff, new Bytes().u32(5).u16(3).text("odd").zeroes(20)));

        assertEquals(List.of(new ErrorChunk(5, "odd", OptionalLong.empty())), refused.errors());
    }

    @Test
    void aMalformedErrorIsRefused() throws IOException {
        assertEquals(
                "NBD_REPLY_TYPE_ERROR has error 0, which is success",
                breach(ChunkTypes.ERROR, new Bytes().u32(0).u16(0)));
        assertEquals(
                "NBD_REPLY_TYPE_ERROR has a payload of 5 bytes: at least 6 are needed, and this client takes up to"
                        + " 8192",
                breach(ChunkTypes.ERROR, new Bytes().zeroes(5)));
        assertEquals(
                "NBD_REPLY_TYPE_ERROR_OFFSET has a payload of 13 bytes:"
                        + " at least 14 are needed, and this client takes up to 8192",
                breach(ChunkTypes.ERROR_OFFSET, new Bytes().zeroes(13)));
        assertEquals(
                "NBD_REPLY_TYPE_ERROR announces a text of 4 bytes, and its payload has room for 3",
                breach(ChunkTypes.ERROR, new Bytes().u32(5).u16(4).text("bad")));
        assertEquals(
                "NBD_REPLY_TYPE_ERROR_OFFSET announces a text of 4 bytes, and its payload has room for 3",
                breach(
                        ChunkTypes.ERROR_OFFSET,
                        new Bytes().u32(5).u16(4).text("bad").u64(100)));
        assertEquals(
                "the text of an error is not UTF-8",
                breach(ChunkTypes.ERROR, new Bytes().u32(5).u16(1).raw((byte) 0xff)));
    }

    @Test
    void anErrorOutsideOfTheRequestIsRefused() throws IOException {
        for (long offset : new long[] {99, 1100, -1}) {
            assertEquals(
                    "NBD_REPLY_TYPE_ERROR_OFFSET is about offset " + Long.toUnsignedString(offset)
                            + ", which does not lie within the request",
                    breach(ChunkTypes.ERROR_OFFSET, new Bytes().u32(5).u16(0).u64(offset)));
        }
    }

    @Test
    void aChunkOfDataInReplyToACommandIsRefused() throws IOException {
        assertEquals(
                "NBD_REPLY_TYPE_OFFSET_DATA is not allowed in such a reply: it may have NBD_REPLY_TYPE_NONE and errors",
                breach(ChunkTypes.OFFSET_DATA, new Bytes().u64(100).text("x")));
    }
}
