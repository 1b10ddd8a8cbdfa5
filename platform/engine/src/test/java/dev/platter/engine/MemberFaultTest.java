// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Opener;
import dev.platter.api.Plugin;
import dev.platter.engine.export.Chain;
import dev.platter.nbd.NbdError;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A message about a member that fails names the member, and says what to do. */
@Timeout(30)
class MemberFaultTest {
    private static final NoClassDefFoundError MISSING = new NoClassDefFoundError("org/example/Codec");

    private static final String MISSING_SENTENCE =
            "the class org.example.Codec is missing: put the library that has it into the jar, or into the folder of"
                    + " libraries beside it";

    @RegisterExtension
    private final ServedChain served = new ServedChain();

    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    /** What a step of a member does. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private static final Step NOTHING = () -> {};

    @NbdPlugin(name = "disk", summary = "fails")
    private record Faulty(Step preparing, Step starting, Step opening) implements Plugin {
        @Override
        public void prepare() throws IOException {
            preparing.run();
        }

        @Override
        public void start(Context context) throws IOException {
            starting.run();
        }

        @Override
        @SuppressWarnings("NullAway") // an author's mistake
        public Disk open(Client client) throws IOException {
            opening.run();
            return null;
        }
    }

    @NbdFilter(name = "guard", summary = "fails")
    private record Guard(Step starting, Step accepting, Step opening) implements Filter {
        @Override
        public void start(Opener next, Context context) throws IOException {
            starting.run();
        }

        @Override
        public void accept(Client client) throws IOException {
            accepting.run();
        }

        @Override
        public Disk open(Opener next, Client client) throws IOException {
            opening.run();
            return next.open(client);
        }
    }

    private static Step throwing(IOException failure) {
        return () -> {
            throw failure;
        };
    }

    private static Step missing() {
        return () -> {
            throw MISSING;
        };
    }

    private static String startOf(Plugin plugin, Filter filter) {
        Chain chain = Chain.of("disk", plugin).filter("guard", filter).build();
        IOException failure = assertThrows(IOException.class, () -> {
            chain.prepare();
            chain.start(reason -> {});
        });
        chain.stop();
        return String.valueOf(failure.getMessage());
    }

    private void refuses(Plugin plugin, Filter filter, String logged) throws IOException {
        served.serve(
                Chain.of("disk", plugin).filter("guard", filter),
                false,
                server -> server.loggers(name -> new ErrorLog(name, errors)));
        try (RawClient client = served.connect().greet()) {
            client.option(Options.GO, new byte[6]);
            assertTrue(client.optionReply(Options.GO) < 0, "GO was not refused");
        }
        served.stop();
        assertEquals(List.of(logged), new ArrayList<>(errors));
    }

    private static Faulty plugin(Step opening) {
        return new Faulty(NOTHING, NOTHING, opening);
    }

    private static Guard filter(Step opening) {
        return new Guard(NOTHING, NOTHING, opening);
    }

    @Test
    void aMemberThatCannotStartIsNamed() {
        IOException failure = new IOException("the port is taken");
        assertEquals(
                "the plugin disk cannot start: the port is taken",
                startOf(new Faulty(NOTHING, throwing(failure), NOTHING), filter(NOTHING)));
        assertEquals(
                "the plugin disk cannot start: the port is taken",
                startOf(new Faulty(throwing(failure), NOTHING, NOTHING), filter(NOTHING)));
        assertEquals(
                "the filter guard cannot start: the port is taken",
                startOf(plugin(NOTHING), new Guard(throwing(failure), NOTHING, NOTHING)));
    }

    @Test
    void aClassThatIsMissingAtTheStartIsASentence() {
        assertEquals(
                "the filter guard cannot start: " + MISSING_SENTENCE,
                startOf(plugin(NOTHING), new Guard(missing(), NOTHING, NOTHING)));
    }

    @Test
    void aRefusalOfAFilterIsLoggedAsTheFilters() throws IOException {
        DiskException refusal = new DiskException(NbdError.EPERM, "not from there");
        refuses(plugin(NOTHING), filter(throwing(refusal)), "the filter guard: not from there");
    }

    @Test
    void aRefusalOfThePluginIsLoggedAsThePlugins() throws IOException {
        refuses(plugin(throwing(new IOException("no such disk"))), filter(NOTHING), "the plugin disk: no such disk");
    }

    @Test
    void aClassThatIsMissingWhenADiskIsOpenedIsASentence() throws IOException {
        refuses(plugin(missing()), filter(NOTHING), "the plugin disk: " + MISSING_SENTENCE);
    }

    @Test
    void anOpenThatReturnsNullSaysSo() throws IOException {
        refuses(
                plugin(NOTHING),
                filter(NOTHING),
                "the plugin disk: open has returned null: it must return a disk, or throw an exception that says why"
                        + " there is none");
    }

    @Test
    void aFilterThatRefusesAConnectionIsNamed() throws IOException {
        served.serve(
                Chain.of("disk", plugin(NOTHING))
                        .filter("guard", new Guard(NOTHING, throwing(new IOException("not you")), NOTHING)),
                false,
                server -> server.loggers(name -> new ErrorLog(name, errors)));
        try (RawClient client = served.connect()) {
            assertTrue(client.isClosed());
        }
        served.stop();
        assertEquals(List.of("refused: the filter guard: not you; the connection is closed"), new ArrayList<>(errors));
    }
}
