// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.export.Chain;
import dev.platter.nbd.ChunkTypes;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and replies with extended headers, whose lengths have 64 bits, byte by byte. */
class ExtendedHeadersTest {
    private static final int CONTEXT = 1;
    private static final int MIB = 1 << 20;

    @RegisterExtension
    private final ServedChain served = new ServedChain();

    @BeforeEach
    void serve() throws IOException {
        serve(FakePlugin.Kind.INLINE);
    }

    private void serve(FakePlugin.Kind kind) throws IOException {
        served.serve(Chain.of("fake", new FakePlugin(kind)));
    }

    private RawClient extended() throws IOException {
        RawClient client = served.connect().greet();
        assertEquals(OptionReplies.ACK, ask(client, Options.EXTENDED_HEADERS));
        return client;
    }

    private static int ask(RawClient client, int option, byte... data) throws IOException {
        return client.option(option, data).optionReply(option);
    }

    /** Begins transmission with base:allocation. */
    private RawClient transmission() throws IOException {
        RawClient client = extended();
        byte[] name = "base:allocation".getBytes(StandardCharsets.UTF_8);
        ByteBuffer query = ByteBuffer.allocate(12 + name.length);
        query.putInt(0).putInt(1).putInt(name.length).put(name);
        assertEquals(OptionReplies.META_CONTEXT, ask(client, Options.SET_META_CONTEXT, query.array()));
        assertEquals(OptionReplies.ACK, client.optionReply(Options.SET_META_CONTEXT));
        return client.go();
    }

    @Test
    void extendedHeadersWinOverStructuredReplies() throws IOException {
        try (RawClient client = served.connect().greet()) {
            assertEquals(OptionReplies.ERR_INVALID, ask(client, Options.EXTENDED_HEADERS, (byte) 0));
            assertEquals(OptionReplies.ACK, ask(client, Options.STRUCTURED_REPLY));
            assertEquals(OptionReplies.ACK, ask(client, Options.EXTENDED_HEADERS));
            assertEquals(OptionReplies.ACK, ask(client, Options.EXTENDED_HEADERS));
            assertEquals(OptionReplies.ERR_EXT_HEADER_REQD, ask(client, Options.STRUCTURED_REPLY));
            client.go().extendedRequest(Commands.FLUSH, 0, 1, 0, 0);
            assertEquals(ChunkTypes.NONE, client.extendedReply(1).type());
        }
    }

    @Test
    void exportNameClosesTheConnectionAfterExtendedHeaders() throws IOException {
        try (RawClient client = extended()) {
            assertTrue(client.option(Options.EXPORT_NAME, new byte[0]).isClosed());
        }
    }

    /** QEMU 10 forgets the flag PAYLOAD_LEN; a write has a payload in any case. */
    @ParameterizedTest
    @CsvSource({"0,512", "32,512", "0,200000", "32,200000", "33,4096"})
    void aReadReturnsWhatWasWritten(int flags, int length) throws IOException {
        byte[] payload = new byte[length];
        Arrays.fill(payload, (byte) 7);
        try (RawClient client = transmission()) {
            client.extendedRequest(Commands.WRITE, flags, 1, 1000, length).out.write(payload);
            RawClient.Chunk done = client.extendedReply(1);
            assertEquals(ChunkTypes.NONE, done.type());
            assertEquals(1000, done.offset());
            client.extendedRequest(Commands.READ, 0, 2, 1000, length);
            RawClient.Chunk data = client.extendedReply(2);
            assertEquals(ChunkTypes.OFFSET_DATA, data.type());
            assertEquals(1000, data.offset());
            assertEquals(1000, data.content().getLong());
            byte[] read = new byte[length];
            data.content().get(read);
            assertArrayEquals(payload, read);
        }
    }

    @ParameterizedTest
    @EnumSource(FakePlugin.Kind.class)
    void everyKindOfDiskRepeatsTheOffset(FakePlugin.Kind kind) throws IOException {
        serve(kind);
        try (RawClient client = transmission()) {
            client.extendedRequest(Commands.READ, 0, 1, 4096, 512);
            assertEquals(4096, client.extendedReply(1).offset());
            client.extendedRequest(Commands.BLOCK_STATUS, 0, 2, 8192, MIB - 8192);
            assertEquals(8192, client.extendedReply(2).offset());
            client.extendedRequest(Commands.READ, 0, 3, MIB, 512);
            assertEquals(MIB, client.extendedReply(3).offset());
        }
    }

    @Test
    void extentsHave64Bits() throws IOException {
        try (RawClient client = transmission()) {
            client.extendedRequest(Commands.BLOCK_STATUS, 0, 1, 0, MIB);
            assertAllData(client.extendedReply(1), MIB);
        }
    }

    private static void assertAllData(RawClient.Chunk chunk, long length) {
        assertEquals(ChunkTypes.BLOCK_STATUS_EXT, chunk.type());
        assertEquals(24, chunk.content().remaining());
        assertEquals(CONTEXT, chunk.content().getInt());
        assertEquals(1, chunk.content().getInt());
        assertEquals(length, chunk.content().getLong());
        assertEquals(0, chunk.content().getLong());
    }

    private static RawClient select(RawClient client, long effect, int... contexts) throws IOException {
        int length = 8 + 4 * contexts.length;
        client.extendedRequest(Commands.BLOCK_STATUS, CommandFlags.PAYLOAD_LEN, 1, 0, length);
        client.out.writeLong(effect);
        for (int context : contexts) {
            client.out.writeInt(context);
        }
        return client;
    }

    @Test
    void aPayloadChoosesContexts() throws IOException {
        try (RawClient client = transmission()) {
            assertAllData(select(client, 4096, CONTEXT).extendedReply(1), 4096);
        }
    }

    @ParameterizedTest
    @CsvSource({"4096,7", "4096,", "1048577,1", "0,1", "-1,1"})
    void anInvalidSelectionOfContextsIsRefused(long effect, @Nullable Integer context) throws IOException {
        try (RawClient client = transmission()) {
            select(client, effect, context == null ? new int[0] : new int[] {context});
            assertEquals(NbdError.EINVAL.code(), client.extendedReply(1).error());
            assertEquals(
                    NbdError.EINVAL.code(),
                    select(client, 4096, CONTEXT, CONTEXT).extendedReply(1).error());
            assertAllData(select(client, 4096, CONTEXT).extendedReply(1), 4096);
        }
    }

    @Test
    void withoutContextsAChoiceIsRefused() throws IOException {
        try (RawClient client = extended().go()) {
            assertEquals(
                    NbdError.EINVAL.code(),
                    select(client, 4096, CONTEXT).extendedReply(1).error());
            client.extendedRequest(Commands.FLUSH, 0, 2, 0, 0);
            assertEquals(ChunkTypes.NONE, client.extendedReply(2).type());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Commands.READ, Commands.FLUSH, Commands.TRIM, Commands.CACHE, 99})
    void anUnexpectedPayloadIsSkipped(int command) throws IOException {
        try (RawClient client = transmission()) {
            client.extendedRequest(command, CommandFlags.PAYLOAD_LEN, 1, 0, 3000)
                    .out
                    .write(new byte[3000]);
            assertEquals(NbdError.EINVAL.code(), client.extendedReply(1).error());
            client.extendedRequest(Commands.FLUSH, 0, 2, 0, 0);
            assertEquals(ChunkTypes.NONE, client.extendedReply(2).type());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {(128L << 20) + 1, 1L << 32, -1})
    void aPayloadThatIsFarTooLongClosesTheConnection(long length) throws IOException {
        try (RawClient client = transmission()) {
            client.extendedRequest(Commands.WRITE, CommandFlags.PAYLOAD_LEN, 1, 0, length);
            assertTrue(client.isClosed());
        }
    }

    @ParameterizedTest
    @CsvSource({"0,4294967296,EINVAL", "0,-1,EINVAL", "-1,1,EINVAL", "9223372036854775807,1,EINVAL"})
    void aReadBeyondTheEndIsRefused(long offset, long length, NbdError error) throws IOException {
        try (RawClient client = transmission()) {
            for (int command : new int[] {Commands.READ, Commands.BLOCK_STATUS}) {
                client.extendedRequest(command, 0, command, offset, length);
                assertEquals(error.code(), client.extendedReply(command).error());
            }
        }
    }

    @Test
    void aHeaderOfTheOtherKindClosesTheConnection() throws IOException {
        try (RawClient client = transmission()) {
            client.request(Commands.FLUSH, 0, 1, 0, 0).out.writeInt(0);
            assertTrue(client.isClosed());
        }
    }
}
