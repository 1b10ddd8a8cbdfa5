// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import static dev.platter.client.FakeServer.playing;
import static dev.platter.nbd.HandshakeFlags.FIXED_NEWSTYLE;
import static dev.platter.nbd.HandshakeFlags.NO_ZEROES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.nbd.Magic;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeOptionTest {
    private static final int FLAGS = FIXED_NEWSTYLE | NO_ZEROES;
    private static final Bytes NOTHING = new Bytes();

    interface Asking {
        void ask(Handshake handshake) throws IOException;
    }

    /** Plays a server that sends some replies to one option, and then waits for the client to leave. */
    private static FakeServer answering(int option, Bytes... replies) throws IOException {
        return playing(server -> {
            server.greet(FLAGS);
            server.hearOption(option);
            for (Bytes reply : replies) {
                server.say(reply);
            }
            server.hearEnd();
        });
    }

    private static Bytes reply(int option, int type, Bytes data) {
        byte[] octets = data.array();
        return new Bytes()
                .u64(dev.platter.nbd.Magic.OPTION_REPLY)
                .u32(option)
                .u32(type)
                .u32(octets.length)
                .raw(octets);
    }

    private static Bytes export(String name, String description) {
        return reply(
                Options.LIST,
                OptionReplies.SERVER,
                new Bytes().u32(name.length()).text(name).text(description));
    }

    private static <E extends Exception> E failure(Class<E> type, Asking asking, int option, Bytes... replies)
            throws IOException {
        try (FakeServer server = answering(option, replies)) {
            Handshake handshake = Handshake.begin(server.wire());
            return assertThrows(type, () -> asking.ask(handshake));
        }
    }

    @Test
    void exportsAreListedWithTheirDescriptions() throws IOException {
        try (FakeServer server = answering(
                Options.LIST,
                export("a", ""),
                export("b", "the second"),
                reply(Options.LIST, OptionReplies.ACK, NOTHING))) {
            assertEquals(
                    List.of(new ListedExport("a", ""), new ListedExport("b", "the second")),
                    Handshake.begin(server.wire()).list());
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        0x80000001, NBD_REP_ERR_UNSUP
        0x80000002, NBD_REP_ERR_POLICY
        0x80000003, NBD_REP_ERR_INVALID
        0x80000004, NBD_REP_ERR_PLATFORM
        0x80000005, NBD_REP_ERR_TLS_REQD
        0x80000006, NBD_REP_ERR_UNKNOWN
        0x80000007, NBD_REP_ERR_SHUTDOWN
        0x80000008, NBD_REP_ERR_BLOCK_SIZE_REQD
        0x80000009, NBD_REP_ERR_TOO_BIG
        0x8000000a, NBD_REP_ERR_EXT_HEADER_REQD
        0x80000063, reply type 2147483747
        """)
    void everyErrorIsTyped(String number, String name) throws IOException {
        int type = Long.decode(number).intValue();
        ErrorReplyException error = failure(
                ErrorReplyException.class,
                h -> h.go("x"),
                Options.GO,
                reply(Options.GO, type, new Bytes().text("because")));

        assertEquals(Options.GO, error.option());
        assertEquals(type, error.type());
        assertEquals("because", error.text());
        assertEquals("the server refused NBD_OPT_GO with " + name + ": because", error.getMessage());
    }

    @Test
    void theHandshakeGoesOnAfterAnError() throws IOException {
        try (FakeServer server = playing(s -> {
            s.greet(FLAGS);
            s.hearOption(Options.EXTENDED_HEADERS);
            s.reply(Options.EXTENDED_HEADERS, OptionReplies.ERR_UNSUP, NOTHING);
            s.hearOption(Options.STRUCTURED_REPLY);
            s.reply(Options.STRUCTURED_REPLY, OptionReplies.ACK, NOTHING);
        })) {
            assertEquals(ReplyStyle.STRUCTURED, Handshake.begin(server.wire()).negotiateReplies());
        }
    }

    @Test
    void extendedHeadersWinOverStructuredReplies() throws IOException {
        try (FakeServer server = playing(s -> {
            s.greet(FLAGS);
            s.hearOption(Options.EXTENDED_HEADERS);
            s.reply(Options.EXTENDED_HEADERS, OptionReplies.ACK, NOTHING);
            s.hearOption(Options.STRUCTURED_REPLY);
            s.reply(Options.STRUCTURED_REPLY, OptionReplies.ACK, NOTHING);
        })) {
            Handshake handshake = Handshake.begin(server.wire());
            handshake.extendedHeaders();
            handshake.structuredReplies();
            assertEquals(ReplyStyle.EXTENDED, handshake.replyStyle());
        }
    }

    @Test
    void aServerWithoutOptionsIsNotAskedAny() throws IOException {
        try (FakeServer server = playing(s -> {
            s.greet(0);
            s.hearEnd();
        })) {
            assertEquals(ReplyStyle.SIMPLE, Handshake.begin(server.wire()).negotiateReplies());
        }
    }

    @Test
    void unknownOptionsAreSentAsTheyAre() throws IOException {
        try (FakeServer server = playing(s -> {
            s.greet(FLAGS);
            assertArrayEquals(new byte[] {1, 2, 3}, s.hearOption(77));
            s.reply(77, 99, new Bytes().u16(5)).reply(77, OptionReplies.ACK, NOTHING);
        })) {
            OptionReply reply = Handshake.begin(server.wire())
                    .ask(77, (byte) 1, (byte) 2, (byte) 3)
                    .getFirst();
            assertEquals(99, reply.type());
            assertEquals(5, reply.data().getShort());
        }
    }

    @Test
    void aReplyToAnotherOptionIsRefused() throws IOException {
        assertEquals(
                "the server replied to NBD_OPT_INFO, but it was asked NBD_OPT_LIST",
                failure(NbdProtocolException.class, Handshake::list, Options.LIST, reply(Options.INFO, 1, NOTHING))
                        .getMessage());
    }

    @Test
    void aReplyOfAnotherKindIsRefused() throws IOException {
        assertEquals(
                "the server answered NBD_OPT_LIST with NBD_REP_INFO:"
                        + " it may be answered with NBD_REP_SERVER, and NBD_REP_ACK at the end",
                failure(
                                NbdProtocolException.class,
                                Handshake::list,
                                Options.LIST,
                                reply(Options.LIST, OptionReplies.INFO, NOTHING),
                                reply(Options.LIST, OptionReplies.ACK, NOTHING))
                        .getMessage());
        assertTrue(failure(
                        NbdProtocolException.class,
                        Handshake::structuredReplies,
                        Options.STRUCTURED_REPLY,
                        reply(Options.STRUCTURED_REPLY, OptionReplies.INFO, NOTHING),
                        reply(Options.STRUCTURED_REPLY, OptionReplies.ACK, NOTHING))
                .getMessage()
                .endsWith("it may be answered with NBD_REP_ACK alone"));
    }

    @Test
    void anAcknowledgementWithDataIsRefused() throws IOException {
        assertEquals(
                "the NBD_REP_ACK to NBD_OPT_LIST has 2 bytes of data: it must have none",
                failure(
                                NbdProtocolException.class,
                                Handshake::list,
                                Options.LIST,
                                reply(Options.LIST, OptionReplies.ACK, new Bytes().u16(1)))
                        .getMessage());
    }

    @Test
    void aReplyWithoutItsMagicIsRefused() throws IOException {
        assertEquals(
                "a reply to an option began with 0x0000000000000001: it must begin with 0x0003e889045565a9",
                failure(
                                NbdProtocolException.class,
                                Handshake::list,
                                Options.LIST,
                                new Bytes().u64(1).zeroes(12))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {16 * 1024 + 1, -1})
    void aReplyThatIsTooLongIsNotRead(int length) throws IOException {
        Bytes header = new Bytes()
                .u64(dev.platter.nbd.Magic.OPTION_REPLY)
                .u32(Options.LIST)
                .u32(OptionReplies.SERVER)
                .u32(length);
        assertEquals(
                "the server announced a reply of " + Integer.toUnsignedString(length)
                        + " bytes to NBD_OPT_LIST: this client takes up to 16384",
                failure(NbdProtocolException.class, Handshake::list, Options.LIST, header)
                        .getMessage());
    }

    @Test
    void aNameMustFitIntoItsReply() throws IOException {
        assertEquals(
                "an NBD_REP_SERVER of 5 bytes has no room for its name of 2 bytes",
                listOf(new Bytes().u32(2).text("a")));
        assertEquals("an NBD_REP_SERVER of 3 bytes has no room for its name", listOf(new Bytes().text("abc")));
        assertEquals(
                "an NBD_REP_SERVER of 5 bytes has no room for its name",
                listOf(new Bytes().u32(-1).text("a")));
    }

    @Test
    void aNameThatIsNotUtf8IsRefused() throws IOException {
        assertEquals(
                "the name of an export is not UTF-8", listOf(new Bytes().u32(1).raw((byte) 0xff)));
        assertEquals(
                "the name of an export has a NUL character in it",
                listOf(new Bytes().u32(1).zeroes(1)));
        assertEquals(
                "the name of an export is 4097 bytes long, and NBD allows 4096",
                listOf(new Bytes().u32(4097).text("a".repeat(4097))));
        assertEquals(
                "the description of an export is not UTF-8",
                listOf(new Bytes().u32(1).text("a").raw((byte) 0xff)));
    }

    private static String listOf(Bytes server) throws IOException {
        return failure(
                        NbdProtocolException.class,
                        Handshake::list,
                        Options.LIST,
                        reply(Options.LIST, OptionReplies.SERVER, server),
                        reply(Options.LIST, OptionReplies.ACK, NOTHING))
                .getMessage();
    }

    @Test
    void abortIsAcknowledgedOrNot() throws IOException {
        try (FakeServer server = answering(Options.ABORT, reply(Options.ABORT, OptionReplies.ACK, NOTHING))) {
            Handshake.begin(server.wire()).abort();
        }
        try (FakeServer server = playing(s -> {
            s.greet(FLAGS);
            s.hearOption(Options.ABORT);
        })) {
            Handshake.begin(server.wire()).abort();
        }
        assertEquals(
                "the server answered NBD_OPT_ABORT with NBD_REP_INFO with 0 bytes to NBD_OPT_ABORT:"
                        + " NBD_REP_ACK is the only answer",
                failure(
                                NbdProtocolException.class,
                                Handshake::abort,
                                Options.ABORT,
                                reply(Options.ABORT, OptionReplies.INFO, NOTHING))
                        .getMessage());
    }

    @Test
    void transmissionBeforeAnExportIsChosenIsRefused() throws IOException {
        try (FakeServer server = playing(s -> s.greet(FLAGS))) {
            Handshake handshake = Handshake.begin(server.wire());
            assertThrows(IllegalStateException.class, handshake::transmission);
        }
    }

    private static final ClientTls ANY_KEY = ClientTls.preSharedKey("nobody", new byte[16]);

    @Test
    void aServerThatRefusesTlsIsNotUsedWithoutIt() throws IOException {
        try (FakeServer server = playing(s -> {
            s.greet(FLAGS);
            s.hearOption(Options.STARTTLS);
            s.reply(Options.STARTTLS, OptionReplies.ERR_UNSUP, new Bytes());
        })) {
            Handshake handshake = Handshake.begin(server.wire());
            assertEquals(
                    OptionReplies.ERR_UNSUP,
                    assertThrows(ErrorReplyException.class, () -> handshake.startTls(ANY_KEY))
                            .type());
        }
    }

    @Test
    void plainBytesAfterTheAnswerToStarttlsAreRefused() throws IOException {
        try (FakeServer server = playing(s -> {
            s.greet(FLAGS);
            s.hearOption(Options.STARTTLS);
            Bytes acknowledged = new Bytes()
                    .u64(Magic.OPTION_REPLY)
                    .u32(Options.STARTTLS)
                    .u32(OptionReplies.ACK)
                    .u32(0);
            s.say(acknowledged.text("injected"));
        })) {
            Handshake handshake = Handshake.begin(server.wire());
            NbdProtocolException refused = assertThrows(NbdProtocolException.class, () -> handshake.startTls(ANY_KEY));
            assertTrue(refused.getMessage().startsWith("the server sent 8 bytes after"), refused::getMessage);
        }
    }
}
