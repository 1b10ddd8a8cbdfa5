// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.engine.export.Chain;
import dev.platter.nbd.ChunkTypes;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.Magic;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Metadata contexts that a filter declares are found by queries, can be chosen, and are reported. */
class NamedContextTest {
    private static final List<String> NAMED = List.of("fake:dirty", "fake:age");

    @RegisterExtension
    private final ServedChain served = new ServedChain();

    /** Declares two contexts; the status in each is 100 plus the context's index. */
    @NbdFilter(name = "named", summary = "has contexts of its own")
    private static final class Named implements Filter {
        @Override
        public Disk open(Opener next, Client client) throws IOException {
            return new ForwardingDisk(next.open(client)) {
                @Override
                public List<String> metaContexts() {
                    return NAMED;
                }

                @Override
                public void blockStatus(String context, long offset, long length, ExtentSink sink) {
                    sink.add(offset, length, 100 + NAMED.indexOf(context));
                }
            };
        }
    }

    private void serve(FakePlugin.Kind kind) throws IOException {
        served.serve(Chain.of("fake", new FakePlugin(kind)).filter("named", new Named()));
    }

    @BeforeEach
    void serve() throws IOException {
        serve(FakePlugin.Kind.INLINE);
    }

    private static List<String> ask(RawClient client, int option, String... queries) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(4096).putInt(0).putInt(queries.length);
        for (String query : queries) {
            byte[] bytes = query.getBytes(StandardCharsets.UTF_8);
            data.putInt(bytes.length).put(bytes);
        }
        byte[] words = new byte[data.flip().remaining()];
        data.get(words);
        client.option(option, words);
        List<String> answers = new ArrayList<>();
        while (client.in.readLong() == Magic.OPTION_REPLY && client.in.readInt() == option) {
            int type = client.in.readInt();
            byte[] answer = client.in.readNBytes(client.in.readInt());
            if (type != OptionReplies.META_CONTEXT) {
                assertEquals(OptionReplies.ACK, type);
                return answers;
            }
            int id = ByteBuffer.wrap(answer).getInt();
            answers.add(id + " " + new String(answer, 4, answer.length - 4, StandardCharsets.UTF_8));
        }
        throw new AssertionError("not a reply to the option");
    }

    private RawClient structured() throws IOException {
        RawClient client = served.connect().greet();
        client.option(Options.STRUCTURED_REPLY, new byte[0]).optionReply(Options.STRUCTURED_REPLY);
        return client;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'';base:allocation fake:dirty fake:age",
                "base:;base:allocation",
                "fake:;fake:dirty fake:age",
                "fake:age;fake:age",
                "fake:age base:allocation fake:age;base:allocation fake:age",
                "fake;''",
                "fake:d;''",
                "other:;''",
                "other:x base:;base:allocation"
            })
    void queriesFindNamedContexts(String queries, String found) throws IOException {
        try (RawClient client = structured()) {
            String[] all = queries.isEmpty() ? new String[0] : queries.split(" ");
            List<String> listed = found.isEmpty() ? List.of() : List.of(found.split(" "));
            assertEquals(
                    listed.stream().map(name -> "0 " + name).toList(), ask(client, Options.LIST_META_CONTEXT, all));
        }
    }

    @Test
    void onlyWholeNamesAreChosenAndTheLastChoiceCounts() throws IOException {
        try (RawClient client = structured()) {
            assertEquals(List.of(), ask(client, Options.SET_META_CONTEXT, "fake:", "base:"));
            assertEquals(
                    List.of("1 base:allocation", "3 fake:age"),
                    ask(client, Options.SET_META_CONTEXT, "fake:age", "base:allocation", "x:y"));
            assertEquals(List.of("2 fake:dirty"), ask(client, Options.SET_META_CONTEXT, "fake:dirty"));
            client.go().request(Commands.BLOCK_STATUS, 0, 1, 0, 4096);
            assertEquals((int) Magic.STRUCTURED_REPLY, client.in.readInt());
            assertEquals(1, client.in.readShort());
            assertEquals(ChunkTypes.BLOCK_STATUS, client.in.readShort());
            assertEquals(1, client.in.readLong());
            assertEquals(12, client.in.readInt());
            assertEquals(2, client.in.readInt());
            assertEquals(4096, client.in.readInt());
            assertEquals(100, client.in.readInt());
        }
    }

    /** A reply reports all chosen contexts; if the request has a payload, only those that it names, in its order. */
    @ParameterizedTest
    @EnumSource(FakePlugin.Kind.class)
    void eachChosenContextGetsAChunk(FakePlugin.Kind kind) throws IOException {
        serve(kind);
        try (RawClient client = served.connect().greet()) {
            client.option(Options.EXTENDED_HEADERS, new byte[0]).optionReply(Options.EXTENDED_HEADERS);
            ask(client, Options.SET_META_CONTEXT, "fake:age", "base:allocation", "fake:dirty");
            client.go().extendedRequest(Commands.BLOCK_STATUS, 0, 1, 0, 4096);
            assertEquals(List.of("1=0", "2=100", "3=101"), statuses(client));
            client.extendedRequest(Commands.BLOCK_STATUS, CommandFlags.PAYLOAD_LEN, 1, 0, 16);
            client.out.writeLong(4096);
            client.out.writeInt(3);
            client.out.writeInt(1);
            assertEquals(List.of("3=101", "1=0"), statuses(client));
        }
    }

    private static List<String> statuses(RawClient client) throws IOException {
        List<String> statuses = new ArrayList<>();
        boolean done = false;
        while (!done) {
            assertEquals((int) Magic.EXTENDED_REPLY, client.in.readInt());
            done = client.in.readShort() != 0;
            assertEquals(ChunkTypes.BLOCK_STATUS_EXT, client.in.readShort());
            client.in.skipNBytes(16);
            assertEquals(24, client.in.readLong());
            int context = client.in.readInt();
            assertEquals(1, client.in.readInt());
            assertEquals(4096, client.in.readLong());
            statuses.add(context + "=" + client.in.readLong());
        }
        return statuses;
    }
}
