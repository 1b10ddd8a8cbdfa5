// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.Landing;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.api.ThreadModel;
import dev.platter.engine.LandingPlugin.Fault;
import dev.platter.engine.export.Chain;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

/** Writes whose payload is received in memory of the disk, through sockets. */
@Timeout(60)
class LandedWriteTest {
    private static final int LENGTH = 1 << 20;

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

    @NbdFilter(name = "alone", summary = "one request at a time", threadModel = ThreadModel.SERIALIZE_REQUESTS)
    private record Alone() implements Filter {
        @Override
        public Disk open(Opener next, Client client) throws IOException {
            return new PassingOn(next.open(client));
        }
    }

    /** Leaves writes as they are, and says so. */
    private static final class PassingOn extends ForwardingDisk {
        PassingOn(Disk next) {
            super(next);
        }

        @Override
        public boolean blocking() {
            return next().blocking();
        }

        @Override
        public Optional<Landing> land(long offset, int length, RequestFlags flags) throws IOException {
            return next().land(offset, length, flags);
        }
    }

    /** Says nothing. */
    private static final class Silent extends ForwardingDisk {
        Silent(Disk next) {
            super(next);
        }
    }

    /** Says nothing either. */
    private static final class SilentAsync extends ForwardingAsyncDisk {
        SilentAsync(Disk next) {
            super(next);
        }
    }

    private Chain.Builder chain(LandingPlugin plugin) {
        return Chain.of("landing", plugin).loggers(name -> new ErrorLog(name, errors));
    }

    private void serve(Chain.Builder chain) throws IOException {
        served.serve(chain, false, server -> server.loggers(name -> new ErrorLog(name, errors)));
    }

    private static void write(RawClient client, int cookie, int flags) throws IOException {
        byte[] payload = new byte[LENGTH];
        Arrays.fill(payload, (byte) (cookie + 1));
        client.request(Commands.WRITE, flags, cookie, (long) cookie * LENGTH, LENGTH);
        client.out.write(payload);
    }

    private static void isWritten(LandingPlugin plugin, int cookie) {
        for (int i = 0; i < LENGTH; i++) {
            if (plugin.at(cookie * LENGTH + i) != cookie + 1) {
                throw new AssertionError("byte " + i + " of write " + cookie + " is " + plugin.at(cookie * LENGTH + i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLongWriteLandsWhereverTheDiskIsCalled(boolean blocking) throws Exception {
        LandingPlugin plugin = new LandingPlugin(Fault.NONE, blocking);
        serve(chain(plugin).filter("passing-on", new Around(PassingOn::new)));
        try (RawClient client = served.transmit()) {
            for (int i = 0; i < 4; i++) {
                write(client, i, 0);
                assertEquals(0, client.reply(i));
                isWritten(plugin, i);
            }
        }
        boolean worker = plugin.committer().getName().contains("worker");
        assertEquals(blocking, worker, plugin.committer().toString());
        served.stop();
        assertEquals(List.of("commit", "commit", "commit", "commit", "close", "stop"), plugin.events());
    }

    @Test
    void aLandingIsCommittedDurably() throws Exception {
        LandingPlugin plugin = new LandingPlugin(Fault.NONE, true);
        serve(chain(plugin));
        try (RawClient client = served.transmit()) {
            write(client, 0, CommandFlags.FUA);
            assertEquals(0, client.reply(0));
        }
        assertEquals(List.of("commit with fua"), plugin.events().subList(0, 1));
    }

    @Test
    void aDiskThatCannotCommitDurablyIsFlushed() throws Exception {
        LandingPlugin plugin = new LandingPlugin(Fault.NONE, true, Support.EMULATED);
        serve(chain(plugin));
        try (RawClient client = served.transmit()) {
            write(client, 0, CommandFlags.FUA);
            assertEquals(0, client.reply(0));
        }
        assertEquals(List.of("commit", "flush"), plugin.events().subList(0, 2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFilterThatDoesNotOptInIsNotBypassed(boolean async) throws Exception {
        LandingPlugin plugin = new LandingPlugin(Fault.NONE, false);
        serve(chain(plugin).filter("silent", new Around(async ? SilentAsync::new : Silent::new)));
        try (RawClient client = served.transmit()) {
            write(client, 0, 0);
            assertEquals(0, client.reply(0));
        }
        assertEquals(List.of("write"), plugin.events().subList(0, 1));
    }

    @Test
    void aChainThatAllowsOneRequestAtATimeIsNotAsked() throws Exception {
        LandingPlugin plugin = new LandingPlugin(Fault.NONE, false);
        serve(chain(plugin).filter("alone", new Alone()));
        try (RawClient client = served.transmit()) {
            write(client, 0, 0);
            assertEquals(0, client.reply(0));
        }
        assertEquals(List.of("write"), plugin.events().subList(0, 1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPayloadThatBreaksOffIsAbandonedAndChangesNothing(boolean blocking) throws Exception {
        LandingPlugin plugin = new LandingPlugin(Fault.NONE, blocking);
        serve(chain(plugin));
        try (RawClient client = served.transmit()) {
            client.request(Commands.WRITE, 0, 1, 0, LENGTH);
            client.out.write(new byte[] {1, 2, 3});
            plugin.awaitLanding();
        }
        served.stop();
        assertEquals(List.of("abandon", "close", "stop"), plugin.events());
        assertEquals(0, plugin.at(0));
    }

    @Test
    void aStopAbandonsWhatIsNotComplete() throws Exception {
        LandingPlugin plugin = new LandingPlugin(Fault.NONE, false);
        serve(chain(plugin));
        try (RawClient client = served.transmit()) {
            client.request(Commands.WRITE, 0, 1, 0, LENGTH);
            plugin.awaitLanding();
            served.stop();
            assertEquals(List.of("abandon", "close", "stop"), plugin.events());
        }
    }

    @Test
    void aHandOverWaitsForNoPayloadAndTheNewDiskGetsAllOfIt() throws Exception {
        LandingPlugin first = new LandingPlugin(Fault.NONE, false);
        LandingPlugin second = new LandingPlugin(Fault.NONE, true);
        serve(chain(first));
        try (RawClient client = served.transmit()) {
            byte[] payload = new byte[LENGTH];
            Arrays.fill(payload, (byte) 1);
            client.request(Commands.WRITE, 0, 0, 0, LENGTH);
            client.out.write(payload, 0, LENGTH / 2);
            first.awaitLanding();
            served.handOver(chain(second));
            assertEquals(List.of("abandon", "close", "stop"), first.events());
            client.out.write(payload, 0, LENGTH - LENGTH / 2);
            assertEquals(0, client.reply(0));
            isWritten(second, 0);
            write(client, 1, 0);
            assertEquals(0, client.reply(1));
            isWritten(second, 1);
        }
        served.stop();
        assertEquals(List.of("write", "commit", "close", "stop"), second.events());
        assertEquals(0, first.at(0));
    }

    /** Each of these fails its request, and the connection goes on. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"NONE", "REFUSES", "COMPLETES_TWICE"})
    void aDiskThatBreaksTheRulesFailsThatRequestAndIsNamed(Fault fault) throws Exception {
        LandingPlugin plugin = new LandingPlugin(fault, false);
        serve(chain(plugin).filter("passing-on", new Around(PassingOn::new)));
        try (RawClient client = served.transmit()) {
            write(client, 0, 0);
            assertEquals(NbdError.EIO.code(), client.reply(0));
            write(client, 1, 0);
            assertEquals(0, client.reply(1));
            isWritten(plugin, 1);
        }
        served.stop();
        assertTrue(
                errors.stream()
                        .allMatch(line ->
                                line.contains("the plugin landing ") && line.contains("a write of 1048576 bytes at 0")),
                errors.toString());
        assertEquals(fault == Fault.ABANDON_THROWS_TOO ? 2 : 1, errors.size(), errors.toString());
        List<String> ends = plugin.events().subList(0, plugin.events().size() - 3);
        boolean offered = fault != Fault.NULL && fault != Fault.LAND_THROWS;
        assertEquals(
                !offered ? List.of() : List.of(fault == Fault.COMMIT_THROWS ? "commit" : "abandon"),
                ends,
                "a landing ends once");
        assertEquals(0, plugin.at(0), "nothing has changed");
    }

    @Test
    void aDiskThatRefusesIsQuoted() throws Exception {
        serve(chain(new LandingPlugin(Fault.REFUSES, false)));
        try (RawClient client = served.transmit()) {
            write(client, 0, 0);
            assertEquals(NbdError.ENOSPC.code(), client.reply(0));
        }
        assertTrue(errors.element().contains("full"), errors.toString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCommitThatCompletesTwiceIsNamedAndAnsweredOnce(boolean blocking) throws Exception {
        LandingPlugin plugin = new LandingPlugin(Fault.COMPLETES_TWICE, blocking);
        serve(chain(plugin));
        try (RawClient client = served.transmit()) {
            write(client, 0, 0);
            assertEquals(0, client.reply(0));
            write(client, 1, 0);
            assertEquals(0, client.reply(1));
        }
        served.stop();
        assertEquals(1, errors.size(), errors.toString());
        assertTrue(
                errors.element()
                        .contains("the plugin landing has completed the commit of a write of 1048576 bytes at 0 twice"),
                errors.toString());
    }
}
