// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import static dev.platter.nbd.HandshakeFlags.FIXED_NEWSTYLE;
import static dev.platter.nbd.HandshakeFlags.NO_ZEROES;
import static dev.platter.nbd.TransmissionFlags.HAS_FLAGS;
import static dev.platter.nbd.TransmissionFlags.READ_ONLY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    void anOldstyleServerHasOneExportAndNoOptions() throws IOException {
        Bytes oldstyle = new Bytes()
                .u64(Magic.NBDMAGIC)
                .u64(Magic.OLDSTYLE)
                .u64(1 << 20)
                .u32(HAS_FLAGS | READ_ONLY)
                .zeroes(124);
        try (FakeServer server = FakeServer.playing(s -> s.say(oldstyle))) {
            Handshake handshake = Handshake.begin(server.wire());
            assertTrue(handshake.isOldstyle());
            assertEquals(
                    "the server speaks the oldstyle handshake, which has neither export names nor options: it cannot be"
                            + " asked NBD_OPT_LIST",
                    assertThrows(NbdProtocolException.class, handshake::list).getMessage());
            ExportInfo only = handshake.transmission().export();
            assertEquals(1 << 20, only.size());
            assertEquals(HAS_FLAGS | READ_ONLY, only.transmissionFlags());
        }
    }

    @Test
    void anOldstyleGreetingThatDoesNotEndWithZeroesIsRefused() throws IOException {
        Bytes greeting =
                new Bytes().u64(Magic.NBDMAGIC).u64(Magic.OLDSTYLE).u64(1 << 20).u32(HAS_FLAGS);
        assertEquals(
                "the 124 bytes that end the handshake are not all zero: 01 01 01 01 01 01 01 01 01 01 01 01 01 01 01"
                        + " 01…",
                greetedWith(greeting.text("\1".repeat(124))).getMessage());
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
