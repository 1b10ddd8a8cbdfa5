// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 65_535, 65_536, 65_537, 3_000_000})
    void takeReturnsExactlyTheNumberOfBytes(int length) throws IOException {
        byte[] sent = new byte[length + 1];
        new Random(length).nextBytes(sent);
        try (FakeServer server =
                FakeServer.playing(s -> s.say(new Bytes().raw(sent).raw(sent)))) {
            byte[] taken = new byte[length];
            server.wire().take(length, "the first").get(taken);
            assertArrayEquals(java.util.Arrays.copyOf(sent, length), taken);
            assertEquals(sent[length], server.wire().take(1, "one").get());
            ByteBuffer rest = ByteBuffer.allocateDirect(length + 1);
            server.wire().take(rest, "the rest");
            assertEquals(ByteBuffer.wrap(sent), rest.flip());
            assertTrue(server.wire().atEnd());
        }
    }

    @Test
    void takeFillsOnlyTheRangeOfABuffer() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(6).position(1).limit(4);
        try (FakeServer server = FakeServer.playing(s -> s.say(new Bytes().text("abcd")))) {
            server.wire().take(buffer, "three");
            assertArrayEquals(new byte[] {0, 'a', 'b', 'c', 0, 0}, buffer.array());
            assertFalse(server.wire().atEnd());
            assertEquals('d', server.wire().take(1, "one").get());
        }
    }

    @Test
    void missingBytesAtTheEndAreNamed() throws IOException {
        try (FakeServer server = FakeServer.playing(s -> s.say(new Bytes().text("abc")))) {
            assertEquals(
                    "the server closed the connection after 3 of the 100000 bytes of a long story",
                    assertThrows(
                                    ServerClosedException.class,
                                    () -> server.wire().take(100_000, "a long story"))
                            .getMessage());
            assertEquals(
                    "the server closed the connection instead of sending a short one",
                    assertThrows(
                                    ServerClosedException.class,
                                    () -> server.wire().take(1, "a short one"))
                            .getMessage());
        }
    }

    @Test
    void afterFinishSendingReadingGoesOn() throws IOException {
        try (FakeServer server = FakeServer.playing(s -> {
            assertEquals('x', s.hear(1).get());
            s.hearEnd();
            s.say(new Bytes().text("y"));
        })) {
            server.wire().send((byte) 'x');
            server.wire().finishSending();
            assertEquals('y', server.wire().take(1, "the answer").get());
        }
    }
}
