// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.ThreadModel;
import dev.platter.engine.LendingPlugin.Fault;
import dev.platter.engine.export.Chain;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads that a disk lends, through sockets. */
@Timeout(60)
class LentReadTest {
    private static final int LENGTH = 1 << 20;

    /** More than the socket's buffers and the server take, so that the client's slowness is felt. */
    private static final int REQUESTS = 14;

    @RegisterExtension
    private final ServedChain served = new ServedChain();

    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    @NbdFilter(name = "around", summary = "puts a disk in front of another")
    private record Around(UnaryOperator<Disk> wrapper) implements Filter {
        @Override
        public Disk open(Opener next, Client client) throws IOException {
            return wrapper.apply(next.open(client));
        }
    }

    /** Changes every byte that is read. */
    private static final class Inverting extends ForwardingDisk {
        Inverting(Disk next) {
            super(next);
        }

        @Override
        public boolean blocking() {
            return next().blocking();
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
            int start = into.position();
            next().read(into, offset, HoleSink.NONE);
            for (int i = start; i < into.limit(); i++) {
                into.put(i, (byte) ~into.get(i));
            }
        }
    }

    /** Leaves reads as they are, and says so. */
    private static final class PassingOn extends ForwardingDisk {
        PassingOn(Disk next) {
            super(next);
        }

        @Override
        public boolean lend(long offset, int length, Loan loan) throws IOException {
            return next().lend(offset, length, loan);
        }
    }

    @NbdFilter(name = "alone", summary = "one request at a time", threadModel = ThreadModel.SERIALIZE_REQUESTS)
    private record Alone() implements Filter {
        @Override
        public Disk open(Opener next, Client client) throws IOException {
            return new PassingOn(next.open(client));
        }
    }

    private static Chain.Builder chain(LendingPlugin plugin) {
        return Chain.of("lending", plugin);
    }

    private void serve(Chain.Builder chain) throws IOException {
        serve(chain, false);
    }

    private void serve(Chain.Builder chain, boolean portable) throws IOException {
        served.serve(
                chain,
                false,
                server -> server.loggers(name -> new ErrorLog(name, errors)).portable(portable));
    }

    private static void ask(RawClient client, int cookie) throws IOException {
        client.request(Commands.READ, 0, cookie, (long) cookie * LENGTH, LENGTH);
    }

    private static void isLent(RawClient client, int cookie) throws IOException {
        assertEquals(0, client.reply(cookie));
        byte[] bytes = client.in.readNBytes(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            if (bytes[i] != LendingPlugin.at((long) cookie * LENGTH + i)) {
                throw new AssertionError("byte " + i + " of read " + cookie + " is " + bytes[i]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLongReadIsLentWhereverTheDiskIsCalled(boolean blocking) throws Exception {
        LendingPlugin plugin = new LendingPlugin(Fault.NONE, blocking);
        serve(chain(plugin).filter("passing-on", new Around(PassingOn::new)));
        try (RawClient client = served.transmit()) {
            ask(client, 3);
            isLent(client, 3);
        }
        served.stop();
        assertEquals(1, plugin.lent());
        assertEquals(1, plugin.returned());
        assertEquals(List.of("close with 0 loans", "stop with 0 loans"), plugin.events());
    }

    @Test
    void aFilterThatDoesNotOptInIsNotBypassed() throws Exception {
        LendingPlugin plugin = new LendingPlugin(Fault.NONE, false);
        serve(chain(plugin).filter("inverting", new Around(Inverting::new)));
        try (RawClient client = served.transmit()) {
            ask(client, 1);
            assertEquals(0, client.reply(1));
            for (byte each : client.in.readNBytes(LENGTH)) {
                assertEquals(~LendingPlugin.NOT_LENT, each);
            }
        }
        assertEquals(0, plugin.lent());
    }

    @Test
    void aChainThatAllowsOneRequestAtATimeIsNotAsked() throws Exception {
        LendingPlugin plugin = new LendingPlugin(Fault.NONE, false);
        serve(chain(plugin).filter("alone", new Alone()));
        try (RawClient client = served.transmit()) {
            ask(client, 1);
            assertEquals(0, client.reply(1));
            assertEquals(LendingPlugin.NOT_LENT, client.in.readNBytes(LENGTH)[0]);
        }
        assertEquals(0, plugin.lent());
    }

    @Test
    void overASocketOfTheJdkNothingIsLent() throws Exception {
        LendingPlugin plugin = new LendingPlugin(Fault.NONE, false);
        serve(chain(plugin), true);
        try (RawClient client = served.transmit()) {
            ask(client, 1);
            assertEquals(0, client.reply(1));
            assertEquals(LendingPlugin.NOT_LENT, client.in.readNBytes(LENGTH)[0]);
        }
        assertEquals(0, plugin.lent());
    }

    @Test
    void aSlowClientGetsCopiesAndTheDiskItsMemory() throws Exception {
        LendingPlugin plugin = new LendingPlugin(Fault.NONE, false);
        serve(chain(plugin));
        try (RawClient client = served.transmit()) {
            for (int i = 0; i < REQUESTS; i++) {
                ask(client, i);
            }
            plugin.awaitReturn();
            assertTrue(plugin.returned() < REQUESTS, "the server takes no more than it may");
            for (int i = 0; i < REQUESTS; i++) {
                isLent(client, i);
            }
        }
        served.stop();
        assertEquals(REQUESTS, plugin.lent());
        assertEquals(REQUESTS, plugin.returned());
    }

    @Test
    void aClientThatLeavesWithoutReadingReturnsItsLoans() throws Exception {
        LendingPlugin plugin = new LendingPlugin(Fault.NONE, false);
        serve(chain(plugin));
        try (RawClient client = served.transmit()) {
            for (int i = 0; i < REQUESTS; i++) {
                ask(client, i);
            }
            plugin.awaitLoan();
        }
        served.stop();
        assertEquals(plugin.lent(), plugin.returned());
        assertEquals(List.of("close with 0 loans", "stop with 0 loans"), plugin.events());
    }

    @Test
    void aHandOverWaitsForNoClientToRead() throws Exception {
        LendingPlugin first = new LendingPlugin(Fault.NONE, false);
        LendingPlugin second = new LendingPlugin(Fault.NONE, true);
        serve(chain(first));
        try (RawClient client = served.transmit()) {
            for (int i = 0; i < REQUESTS; i++) {
                ask(client, i);
            }
            first.awaitLoan();
            served.handOver(chain(second));
            assertEquals(List.of("close with 0 loans", "stop with 0 loans"), first.events());
            for (int i = 0; i < REQUESTS; i++) {
                isLent(client, i);
            }
        }
        served.stop();
        assertEquals(REQUESTS, first.lent() + second.lent());
        assertEquals(REQUESTS, first.returned() + second.returned());
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void aDiskThatBreaksTheRulesFailsThatRequestAndIsNamed(Fault fault) throws Exception {
        LendingPlugin plugin = new LendingPlugin(fault, false);
        serve(chain(plugin).filter("passing-on", new Around(PassingOn::new)));
        try (RawClient client = served.transmit()) {
            ask(client, 0);
            assertEquals(NbdError.EIO.code(), client.reply(0));
            ask(client, 1);
            isLent(client, 1);
        }
        served.stop();
        assertEquals(1, errors.size(), errors.toString());
        assertTrue(errors.element().contains(": the plugin lending "), errors.toString());
        assertTrue(errors.element().contains(" of a read at 0"), errors.toString());
        assertEquals(2, plugin.returned(), "each loan is returned once");
    }

    @Test
    void aFilterThatPassesOnOnlyAPartIsNamed() throws Exception {
        LendingPlugin plugin = new LendingPlugin(Fault.NONE, false);
        serve(chain(plugin).filter("halving", new Around(next -> new ForwardingDisk(next) {
            @Override
            public boolean lend(long offset, int length, Loan loan) throws IOException {
                return next().lend(offset, length / 2, loan);
            }
        })));
        try (RawClient client = served.transmit()) {
            ask(client, 1);
            assertEquals(NbdError.EIO.code(), client.reply(1));
        }
        assertTrue(errors.element().contains("the filter halving has lent 524288 of 1048576 bytes"), errors.toString());
        served.stop();
        assertEquals(1, plugin.returned());
    }
}
