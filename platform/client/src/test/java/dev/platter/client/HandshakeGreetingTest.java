// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import static dev.platter.nbd.HandshakeFlags.FIXED_NEWSTYLE;
import static dev.platter.nbd.HandshakeFlags.NO_ZEROES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.nbd.Magic;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeGreetingTest {
    @ParameterizedTest
    @ValueSource(ints = {0, FIXED_NEWSTYLE, NO_ZEROES, FIXED_NEWSTYLE | NO_ZEROES})
    void allOfferedFlagsAreAccepted(int offered) throws IOException {
        AtomicInteger accepted = new AtomicInteger(-1);
        Handshake handshake;
        try (FakeServer server = FakeServer.playing(s -> accepted.set(s.greet(offered)))) {
            handshake = Handshake.begin(server.wire());
        }
        assertEquals(offered, accepted.get());
        assertEquals(offered, handshake.serverFlags());
        assertEquals((offered & FIXED_NEWSTYLE) != 0, handshake.isFixedNewstyle());
    }

    @Test
    void unknownFlagsAreNotAccepted() throws IOException {
        AtomicInteger accepted = new AtomicInteger(-1);
        try (FakeServer server = FakeServer.playing(s -> accepted.set(s.greet(0xffff)))) {
            Handshake.begin(server.wire());
        }
        assertEquals(FIXED_NEWSTYLE | NO_ZEROES, accepted.get());
    }

    @Test
    void aTestMaySendFlagsThatWereNotOffered() throws IOException {
        AtomicInteger accepted = new AtomicInteger();
        try (FakeServer server = FakeServer.playing(s -> accepted.set(s.greet(0)))) {
            Handshake.begin(server.wire(), 0x80000001);
        }
        assertEquals(0x80000001, accepted.get());
    }

    @Test
    void anotherKindOfServerIsNamed() throws IOException {
        assertEquals(
                "this is not an NBD server: it began with 53 53 48 2d 32 2e 30 2d,"
                        + " and NBD begins with 0x4e42444d41474943",
                greetedWith(new Bytes().text("SSH-2.0-OpenSSH\r\n")).getMessage());
    }

    @Test
    void theOldstyleHandshakeIsNamed() throws IOException {
        Bytes oldstyle =
                new Bytes().u64(Magic.NBDMAGIC).u64(Magic.OLDSTYLE).u64(1 << 20).u32(1);
        assertEquals(
                "the server speaks the oldstyle handshake, which is obsolete and has neither export names"
                        + " nor options: this client supports only newstyle",
                greetedWith(oldstyle.zeroes(124)).getMessage());
    }

    @Test
    void anUnknownHandshakeIsNamed() throws IOException {
        assertEquals(
                "the server announced the unknown handshake 0x0000000000000007: newstyle is 0x49484156454f5054",
                greetedWith(new Bytes().u64(Magic.NBDMAGIC).u64(7)).getMessage());
    }

    @Test
    void aServerThatHangsUpIsNotAProtocolError() throws IOException {
        try (FakeServer server = FakeServer.playing(s -> s.say(new Bytes().text("NBD")))) {
            ServerClosedException closed =
                    assertThrows(ServerClosedException.class, () -> Handshake.begin(server.wire()));
            assertEquals(
                    "the server closed the connection after 3 of the 8 bytes of the greeting", closed.getMessage());
        }
    }

    private static NbdProtocolException greetedWith(Bytes greeting) throws IOException {
        try (FakeServer server = FakeServer.playing(s -> s.say(greeting))) {
            return assertThrows(NbdProtocolException.class, () -> Handshake.begin(server.wire()));
        }
    }
}
