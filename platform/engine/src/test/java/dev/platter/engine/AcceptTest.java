// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.engine.export.Chain;
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.ServedExport;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A chain accepts or refuses a client once: the only export on connection, one of several when the client names it. */
@Timeout(60)
class AcceptTest {
    private final Map<String, Guard> guards = new TreeMap<>();
    private final Map<String, ServedExport> exports = new TreeMap<>();
    private final List<Chain> chains = new ArrayList<>();
    private Optional<NbdServer> server = Optional.empty();

    /** Records the clients that it accepts or refuses. */
    @NbdFilter(name = "guard", summary = "looks at clients")
    private static final class Guard implements Filter {
        private final List<Client> seen = new CopyOnWriteArrayList<>();
        private volatile boolean refuses;

        @Override
        public void accept(Client client) throws IOException {
            seen.add(client);
            if (refuses) {
                throw new IOException("not for you");
            }
        }
    }

    private Guard export(String name) throws IOException {
        Guard guard = new Guard();
        Chain chain = Chain.of("fake", new FakePlugin(FakePlugin.Kind.INLINE))
                .filter("guard", guard)
                .build();
        chain.prepare();
        chain.start(reason -> {});
        chains.add(chain);
        exports.put(name, new ServedExport(chain, false));
        guards.put(name, guard);
        return guard;
    }

    private RawClient connect(Exports served) throws IOException {
        server = Optional.of(NbdServer.builder()
                .exports(served)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start());
        return new RawClient(server.get());
    }

    private Exports several() {
        return new Exports() {
            @Override
            public Optional<ServedExport> find(String name) {
                return Optional.ofNullable(exports.get(name));
            }

            @Override
            public List<ServedExport> all() {
                return List.copyOf(exports.values());
            }
        };
    }

    @AfterEach
    void stop() {
        server.ifPresent(it -> it.stop(Duration.ofSeconds(20)));
        chains.forEach(Chain::stop);
    }

    /** The type of the last reply to an option that names an export. */
    private static int ask(RawClient client, int option, String name) throws IOException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        client.option(
                option,
                ByteBuffer.allocate(6 + bytes.length)
                        .putInt(bytes.length)
                        .put(bytes)
                        .array());
        int type = client.optionReply(option);
        while (type == OptionReplies.INFO) {
            type = client.optionReply(option);
        }
        return type;
    }

    @Test
    void theOnlyExportIsAskedOnceWhenAClientHasConnected() throws IOException {
        Guard guard = export("only");
        try (RawClient client = connect(Exports.any(exports.get("only")))) {
            client.greet();
            assertEquals(1, guard.seen.size());
            assertEquals("", guard.seen.getFirst().exportName());
            for (String name : List.of("one", "two", "one")) {
                assertEquals(OptionReplies.ACK, ask(client, Options.INFO, name));
            }
            assertEquals(OptionReplies.ACK, ask(client, Options.GO, "one"));
            assertEquals(1, guard.seen.size());
        }
    }

    @Test
    void theOnlyExportRefusesByClosingTheConnection() throws IOException {
        Guard guard = export("only");
        guard.refuses = true;
        try (RawClient client = connect(Exports.any(exports.get("only")))) {
            assertTrue(client.isClosed());
        }
        assertEquals(1, guard.seen.size());
    }

    @Test
    void oneOfSeveralExportsIsAskedWhenItIsFirstNamed() throws IOException {
        Guard one = export("one");
        Guard two = export("two");
        try (RawClient client = connect(several()).greet()) {
            client.option(Options.LIST, new byte[0]);
            while (client.optionReply(Options.LIST) != OptionReplies.ACK) {
                // Skip the listed exports.
            }
            assertEquals(0, one.seen.size() + two.seen.size());
            assertEquals(OptionReplies.ACK, ask(client, Options.INFO, "one"));
            assertEquals(List.of(1, 0), List.of(one.seen.size(), two.seen.size()));
            assertEquals(OptionReplies.ACK, ask(client, Options.INFO, "two"));
            assertEquals(OptionReplies.ACK, ask(client, Options.INFO, "one"));
            assertEquals(OptionReplies.ACK, ask(client, Options.GO, "two"));
            assertEquals(List.of(1, 1), List.of(one.seen.size(), two.seen.size()));
            assertEquals("", two.seen.getFirst().exportName());
        }
    }

    @Test
    void oneOfSeveralExportsRefusesOnlyItself() throws IOException {
        Guard one = export("one");
        export("two");
        one.refuses = true;
        try (RawClient client = connect(several()).greet()) {
            assertEquals(OptionReplies.ERR_POLICY, ask(client, Options.INFO, "one"));
            assertEquals(OptionReplies.ERR_POLICY, ask(client, Options.GO, "one"));
            assertEquals(1, one.seen.size());
            assertEquals(OptionReplies.ACK, ask(client, Options.GO, "two"));
        }
    }
}
