// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import static dev.platter.client.FakeServer.playing;
import static dev.platter.nbd.HandshakeFlags.FIXED_NEWSTYLE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetaContextTest {
    private static final Bytes NOTHING = new Bytes();

    private static void answer(FakeServer server, int option, MetaContext... contexts) throws IOException {
        server.hearOption(option);
        for (MetaContext context : contexts) {
            server.reply(
                    option,
                    OptionReplies.META_CONTEXT,
                    new Bytes().u32(context.id()).text(context.name()));
        }
        server.reply(option, OptionReplies.ACK, NOTHING);
    }

    private static void go(FakeServer server) throws IOException {
        server.hearOption(Options.GO);
        server.reply(Options.GO, OptionReplies.INFO, new Bytes().u16(0).u64(1).u16(1));
        server.reply(Options.GO, OptionReplies.ACK, NOTHING);
    }

    @Test
    void queriesAreSentOneByOne() throws IOException {
        try (FakeServer server = playing(s -> {
            s.greet(FIXED_NEWSTYLE);
            byte[] expected = new Bytes()
                    .u32(1)
                    .text("x")
                    .u32(2)
                    .u32(5)
                    .text("base:")
                    .u32(4)
                    .text("a:bc")
                    .array();
            assertArrayEquals(expected, s.hearOption(Options.LIST_META_CONTEXT));
            s.reply(
                    Options.LIST_META_CONTEXT,
                    OptionReplies.META_CONTEXT,
                    new Bytes().u32(0).text("a:bc"));
            s.reply(
                    Options.LIST_META_CONTEXT,
                    OptionReplies.META_CONTEXT,
                    new Bytes().u32(0).text("a:*"));
            s.reply(Options.LIST_META_CONTEXT, OptionReplies.ACK, NOTHING);
        })) {
            assertEquals(List.of("a:bc", "a:*"), Handshake.begin(server.wire()).listMetaContexts("x", "base:", "a:bc"));
        }
    }

    @Test
    void contextsOfTheChosenExportApply() throws IOException {
        MetaContext[] contexts = {new MetaContext(7, "base:allocation"), new MetaContext(-1, "a:b")};
        try (FakeServer server = playing(s -> {
            s.greet(FIXED_NEWSTYLE);
            answer(s, Options.SET_META_CONTEXT, contexts);
            go(s);
        })) {
            Handshake handshake = Handshake.begin(server.wire());
            assertEquals(List.of(contexts), handshake.setMetaContexts("x", "base:allocation", "a:b", "c:d"));
            assertEquals(List.of(contexts), handshake.go("x").contexts());
        }
    }

    @Test
    void contextsOfAnotherExportDoNotApply() throws IOException {
        try (FakeServer server = playing(s -> {
            s.greet(FIXED_NEWSTYLE);
            answer(s, Options.SET_META_CONTEXT, new MetaContext(7, "base:allocation"));
            go(s);
        })) {
            Handshake handshake = Handshake.begin(server.wire());
            handshake.setMetaContexts("x", "base:allocation");
            assertEquals(List.of(), handshake.go("y").contexts());
        }
    }

    @Test
    void aRefusedChoiceDropsEarlierContexts() throws IOException {
        try (FakeServer server = playing(s -> {
            s.greet(FIXED_NEWSTYLE);
            answer(s, Options.SET_META_CONTEXT, new MetaContext(7, "base:allocation"));
            s.hearOption(Options.SET_META_CONTEXT);
            s.reply(Options.SET_META_CONTEXT, OptionReplies.ERR_INVALID, NOTHING);
            go(s);
        })) {
            Handshake handshake = Handshake.begin(server.wire());
            handshake.setMetaContexts("x", "base:allocation");
            assertThrows(ErrorReplyException.class, () -> handshake.setMetaContexts("x", "nonsense"));
            assertEquals(List.of(), handshake.go("x").contexts());
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        7, a:b, 7, a:c, 'the server gave the id 7 to two metadata contexts: '
        7, a:b, 8, a:b, 'the server chose the metadata context a:b twice: '
        """)
    void repeatedIdsAndNamesAreRefused(int id, String name, int otherId, String otherName, String problem)
            throws IOException {
        MetaContext first = new MetaContext(id, name);
        MetaContext second = new MetaContext(otherId, otherName);
        try (FakeServer server = playing(s -> {
            s.greet(FIXED_NEWSTYLE);
            answer(s, Options.SET_META_CONTEXT, first, second);
        })) {
            Handshake handshake = Handshake.begin(server.wire());
            assertEquals(
                    problem + List.of(first, second),
                    assertThrows(NbdProtocolException.class, () -> handshake.setMetaContexts("x", "a:b"))
                            .getMessage());
        }
    }

    @Test
    void aContextWithoutAnIdIsRefused() throws IOException {
        try (FakeServer server = playing(s -> {
            s.greet(FIXED_NEWSTYLE);
            s.hearOption(Options.SET_META_CONTEXT);
            s.reply(Options.SET_META_CONTEXT, OptionReplies.META_CONTEXT, new Bytes().u16(1));
            s.reply(Options.SET_META_CONTEXT, OptionReplies.ACK, NOTHING);
        })) {
            Handshake handshake = Handshake.begin(server.wire());
            assertEquals(
                    "an NBD_REP_META_CONTEXT has 2 bytes: its id alone takes 4",
                    assertThrows(NbdProtocolException.class, () -> handshake.setMetaContexts("x", "a:b"))
                            .getMessage());
        }
    }
}
