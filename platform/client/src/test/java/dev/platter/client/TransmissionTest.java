// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import static dev.platter.client.FakeServer.chunk;
import static dev.platter.client.FakeServer.simpleReply;
import static dev.platter.nbd.ChunkFlags.DONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.nbd.ChunkTypes;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many requests on one connection, and how connections end. */
class TransmissionTest {
    private static Throwable failure(CompletableFuture<?> future) {
        return assertThrows(ExecutionException.class, future::get).getCause();
    }

    @Test
    void repliesComeInAnyOrder() throws Exception {
        try (FakeServer server = FakeServer.playing(s -> {
            Deque<Long> cookies = new ArrayDeque<>();
            for (int i = 0; i < 100; i++) {
                cookies.push(s.hearRequest(ReplyStyle.SIMPLE));
            }
            for (int i = 99; i >= 0; i--) {
                s.say(simpleReply(0, cookies.pop()).u32(i));
            }
        })) {
            Transmission transmission = server.transmission(ReplyStyle.SIMPLE);
            List<CompletableFuture<ReadReply>> replies = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                replies.add(transmission.read(4 * i, ByteBuffer.allocate(4), 0));
            }
            for (int i = 0; i < 100; i++) {
                assertEquals(i, replies.get(i).get().data().getInt(0));
            }
            assertEquals(0, transmission.underWay());
        }
    }

    @Test
    void chunksOfSeveralRepliesMayAlternate() throws Exception {
        try (FakeServer server = FakeServer.playing(s -> {
            long a = s.hearRequest(ReplyStyle.STRUCTURED);
            long b = s.hearRequest(ReplyStyle.STRUCTURED);
            s.say(chunk(0, ChunkTypes.OFFSET_DATA, a, new Bytes().u64(0).text("a")));
            s.say(chunk(0, ChunkTypes.OFFSET_DATA, b, new Bytes().u64(0).text("b")));
            s.say(chunk(DONE, ChunkTypes.OFFSET_DATA, a, new Bytes().u64(1).text("A")));
            s.say(chunk(DONE, ChunkTypes.OFFSET_DATA, b, new Bytes().u64(1).text("B")));
        })) {
            Transmission transmission = server.transmission(ReplyStyle.STRUCTURED);
            CompletableFuture<ReadReply> a = transmission.read(0, ByteBuffer.allocate(2), 0);
            CompletableFuture<ReadReply> b = transmission.read(0, ByteBuffer.allocate(2), 0);
            assertEquals(ByteBuffer.wrap("aA".getBytes()), a.get().data());
            assertEquals(ByteBuffer.wrap("bB".getBytes()), b.get().data());
        }
    }

    /** If the client read no replies while it sends requests, the buffers of both sides would be full before the last one. */
    @Test
    void repliesAreReadWhileRequestsAreSent() throws Exception {
        int size = 1 << 20;
        try (FakeServer server = FakeServer.playing(s -> {
            for (int i = 0; i < 8; i++) {
                long cookie = s.hearRequest(ReplyStyle.SIMPLE);
                s.say(simpleReply(0, cookie).zeroes(size));
            }
        })) {
            Transmission transmission = server.transmission(ReplyStyle.SIMPLE);
            List<CompletableFuture<ReadReply>> replies = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                replies.add(transmission.read(0, ByteBuffer.allocate(size), 0));
            }
            for (CompletableFuture<ReadReply> reply : replies) {
                reply.get();
            }
        }
    }

    @Test
    void aSimpleReplyToACommandIsAllowedWithoutExtendedHeaders() throws Exception {
        for (ReplyStyle style : new ReplyStyle[] {ReplyStyle.SIMPLE, ReplyStyle.STRUCTURED}) {
            try (FakeServer server = FakeServer.playing(s -> s.say(simpleReply(0, s.hearRequest(style))))) {
                server.transmission(style).flush(0).get();
            }
        }
        assertEquals(
                "a reply began with 0x67446698: extended headers were negotiated, so it must be 0x6e8a278c",
                firstReply(ReplyStyle.EXTENDED, 0x67446698).getMessage());
    }

    @Test
    void aReplyOfAnotherStyleIsRefused() throws Exception {
        assertEquals(
                "a reply began with 0x668e33ef: simple replies begin with 0x67446698, and nothing else was negotiated",
                firstReply(ReplyStyle.SIMPLE, 0x668e33ef).getMessage());
        assertEquals(
                "a reply began with 0x6e8a278c:"
                        + " it must be 0x668e33ef for a structured reply, or 0x67446698 for a simple one",
                firstReply(ReplyStyle.STRUCTURED, 0x6e8a278c).getMessage());
    }

    private static Throwable firstReply(ReplyStyle style, int magic) throws Exception {
        try (FakeServer server = FakeServer.playing(s -> {
            s.hearRequest(style);
            s.say(new Bytes().u32(magic));
        })) {
            return assertInstanceOf(
                    NbdProtocolException.class,
                    failure(server.transmission(style).flush(0)));
        }
    }

    @Test
    void aReplyToAnUnknownCookieIsRefused() throws Exception {
        try (FakeServer server = FakeServer.playing(s -> {
            s.hearRequest(ReplyStyle.SIMPLE);
            s.say(simpleReply(0, 0xabc));
        })) {
            assertEquals(
                    "the server replied to the cookie 0xabc, which no unanswered request has; unanswered are 1",
                    failure(server.transmission(ReplyStyle.SIMPLE).flush(0)).getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SIMPLE", "STRUCTURED"})
    void aSecondReplyIsRefused(ReplyStyle style) throws Exception {
        try (FakeServer server = FakeServer.playing(s -> {
            Bytes reply = simpleReply(0, s.hearRequest(style));
            s.say(reply).say(reply);
        })) {
            Transmission transmission = server.transmission(style);
            transmission.flush(0).get();
            assertInstanceOf(NbdProtocolException.class, failure(transmission.ended()));
        }
    }

    @Test
    void aViolationFailsAllRequestsUnderWayAndLaterOnes() throws Exception {
        try (FakeServer server = FakeServer.playing(s -> {
            s.hearRequest(ReplyStyle.SIMPLE);
            s.hearRequest(ReplyStyle.SIMPLE);
            s.say(new Bytes().u32(7));
        })) {
            Transmission transmission = server.transmission(ReplyStyle.SIMPLE);
            CompletableFuture<?> first = transmission.flush(0);
            CompletableFuture<?> second = transmission.trim(0, 1, 0);
            assertInstanceOf(NbdProtocolException.class, failure(first));
            assertInstanceOf(NbdProtocolException.class, failure(second));
            assertInstanceOf(NbdProtocolException.class, failure(transmission.ended()));
            Throwable later = failure(transmission.flush(0));
            assertTrue(
                    later.getMessage().startsWith("cannot send NBD_CMD_FLUSH of 0 bytes at offset 0: "),
                    later::toString);
            assertInstanceOf(NbdProtocolException.class, later.getCause());
        }
    }

    @Test
    void aServerThatHangsUpLeavesRequestsUnanswered() throws Exception {
        try (FakeServer server = FakeServer.playing(s -> s.hearRequest(ReplyStyle.SIMPLE))) {
            Transmission transmission = server.transmission(ReplyStyle.SIMPLE);
            Throwable error = failure(transmission.trim(8, 16, 0));
            assertInstanceOf(ServerClosedException.class, error);
            assertEquals(
                    "the server closed the connection and left unanswered NBD_CMD_TRIM of 16 bytes at offset 8",
                    error.getMessage());
            assertInstanceOf(ServerClosedException.class, failure(transmission.ended()));
        }
    }

    @Test
    void aServerThatHangsUpInsideAReplyIsDistinguished() throws Exception {
        try (FakeServer server = FakeServer.playing(s -> {
            long cookie = s.hearRequest(ReplyStyle.SIMPLE);
            s.say(simpleReply(0, cookie).text("abc"));
        })) {
            Throwable error = failure(server.transmission(ReplyStyle.SIMPLE).read(0, ByteBuffer.allocate(8), 0));
            assertEquals(
                    "the server closed the connection after 3 of the 8 bytes of"
                            + " the data of NBD_CMD_READ of 8 bytes at offset 0",
                    error.getMessage());
        }
    }

    @Test
    void afterDisconnectRequestsUnderWayAreAnswered() throws Exception {
        try (FakeServer server = FakeServer.playing(s -> {
            long cookie = s.hearRequest(ReplyStyle.SIMPLE);
            s.hearRequest(ReplyStyle.SIMPLE);
            s.say(simpleReply(0, cookie));
        })) {
            Transmission transmission = server.transmission(ReplyStyle.SIMPLE);
            CompletableFuture<?> flush = transmission.flush(0);
            CompletableFuture<?> end = transmission.disconnect();
            Throwable refused = failure(transmission.flush(0));
            assertTrue(refused.getMessage().endsWith("NBD_CMD_DISC was sent, after which no request can be sent"));
            flush.get();
            end.get();
        }
    }

    @Test
    void aServerThatLeavesRequestsUnansweredAfterDisconnectFails() throws Exception {
        try (FakeServer server = FakeServer.playing(s -> {
            s.hearRequest(ReplyStyle.SIMPLE);
            s.hearRequest(ReplyStyle.SIMPLE);
        })) {
            Transmission transmission = server.transmission(ReplyStyle.SIMPLE);
            transmission.flush(0);
            assertInstanceOf(ServerClosedException.class, failure(transmission.disconnect()));
        }
    }

    @Test
    void closeFailsRequestsUnderWay() throws Exception {
        try (FakeServer server = FakeServer.playing(s -> {
            s.hearRequest(ReplyStyle.SIMPLE);
            s.hearEnd();
        })) {
            Transmission transmission = server.transmission(ReplyStyle.SIMPLE);
            CompletableFuture<?> flush = transmission.flush(0);
            assertFalse(flush.isDone());
            transmission.close();
            assertEquals("this client closed the connection", failure(flush).getMessage());
            assertEquals(
                    "this client closed the connection",
                    failure(transmission.ended()).getMessage());
        }
    }
}
