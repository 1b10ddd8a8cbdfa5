// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.export.Chain;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.nbd.Commands;
import dev.platter.nbd.HandshakeFlags;
import dev.platter.nbd.Magic;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is configured to offer less. */
class HandshakePolicyTest {
    @RegisterExtension
    private final ServedChain served = new ServedChain();

    private RawClient serve(HandshakePolicy policy) throws IOException {
        served.serve(
                Chain.of("fake", new FakePlugin(FakePlugin.Kind.INLINE)), false, server -> server.handshake(policy));
        return served.connect();
    }

    @Test
    void theOldStyleKnowsNoOptions() throws IOException {
        try (RawClient client = serve(HandshakePolicy.DEFAULT.withOldstyle())) {
            assertEquals(Magic.NBDMAGIC, client.in.readLong());
            assertEquals(Magic.OLDSTYLE, client.in.readLong());
            assertEquals(FakePlugin.SIZE, client.in.readLong());
            assertTrue((client.in.readInt() & 1) != 0);
            client.in.skipNBytes(124);
            client.request(Commands.FLUSH, 0, 7, 0, 0);
            assertEquals(0, client.reply(7));
        }
    }

    @Test
    void withoutFixedNewstyleOnlyExportNameIsUnderstood() throws IOException {
        HandshakePolicy policy = HandshakePolicy.DEFAULT.withFlagMask(HandshakeFlags.NO_ZEROES);
        try (RawClient client = serve(policy).greet()) {
            client.option(Options.EXPORT_NAME, new byte[0]);
            assertEquals(FakePlugin.SIZE, client.in.readLong());
            client.in.readShort();
            client.request(Commands.FLUSH, 0, 7, 0, 0);
            assertEquals(0, client.reply(7));
        }
        try (RawClient client = served.connect().greet()) {
            client.option(Options.LIST, new byte[0]);
            assertTrue(client.isClosed());
        }
    }

    @Test
    void aFlagThatIsMaskedMayNotBeSet() throws IOException {
        try (RawClient client = serve(HandshakePolicy.DEFAULT.withFlagMask(HandshakeFlags.FIXED_NEWSTYLE))) {
            client.in.skipNBytes(16);
            assertEquals(HandshakeFlags.FIXED_NEWSTYLE, client.in.readShort());
            client.out.writeInt(HandshakeFlags.FIXED_NEWSTYLE | HandshakeFlags.NO_ZEROES);
            assertTrue(client.isClosed());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Options.STRUCTURED_REPLY, Options.EXTENDED_HEADERS})
    void aServerWithSimpleRepliesOffersNoOthers(int option) throws IOException {
        try (RawClient client =
                serve(HandshakePolicy.DEFAULT.withAtMost(ReplyStyle.SIMPLE)).greet()) {
            assertEquals(
                    OptionReplies.ERR_UNSUP, client.option(option, new byte[0]).optionReply(option));
            client.go();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Options.LIST_META_CONTEXT, Options.SET_META_CONTEXT})
    void aServerWithoutMetadataContextsRefusesThem(int option) throws IOException {
        try (RawClient client =
                serve(HandshakePolicy.DEFAULT.withoutMetaContexts()).greet()) {
            int structured = Options.STRUCTURED_REPLY;
            assertEquals(
                    OptionReplies.ACK, client.option(structured, new byte[0]).optionReply(structured));
            assertEquals(
                    OptionReplies.ERR_UNSUP, client.option(option, new byte[8]).optionReply(option));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClientThatTakesTooLongIsDisconnected(boolean hasBegun) throws IOException {
        try (RawClient client = serve(HandshakePolicy.DEFAULT.withLimit(Duration.ofMillis(50)))) {
            if (hasBegun) {
                client.greet().option(Options.LIST, new byte[0]);
                client.optionReply(Options.LIST);
                client.optionReply(Options.LIST);
            } else {
                client.in.skipNBytes(18);
            }
            assertTrue(client.isClosed());
        }
    }

    /** Any number of options may come at once; each is answered in order. */
    @Test
    void optionsMayBePipelined() throws IOException {
        int count = 4000;
        try (RawClient client = serve(HandshakePolicy.DEFAULT).greet()) {
            ByteBuffer options = ByteBuffer.allocate(16 * count);
            for (int i = 0; i < count; i++) {
                options.putLong(Magic.IHAVEOPT).putInt(Options.STRUCTURED_REPLY).putInt(0);
            }
            client.out.write(options.array());
            for (int i = 0; i < count; i++) {
                assertEquals(OptionReplies.ACK, client.optionReply(Options.STRUCTURED_REPLY));
            }
        }
    }

    @Test
    void theTimeLimitEndsWithTheHandshake() throws IOException {
        try (RawClient client = serve(HandshakePolicy.DEFAULT.withLimit(Duration.ofMillis(500)))
                .greet()
                .go()) {
            try (RawClient slow = served.connect().greet()) {
                assertTrue(slow.isClosed());
            }
            client.request(Commands.FLUSH, 0, 7, 0, 0);
            assertEquals(0, client.reply(7));
        }
    }
}
