// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.export.Chain;
import dev.platter.engine.export.ExportAccount;
import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.ServedExport;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Valid and invalid requests of one client, with each kind of disk and on both transports. */
class NbdServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    private final ServedChain served = new ServedChain();

    private FakePlugin plugin;

    @AfterEach
    void nothingIsLeftOpen() {
        if (plugin != null) {
            served.stop();
            assertEquals(0, plugin.open.get(), "disks that are still open after the server has stopped");
        }
    }

    private void serve(FakePlugin.Kind kind, boolean portable, boolean readOnly) throws IOException {
        plugin = new FakePlugin(kind);
        served.serve(Chain.of("fake", plugin), readOnly, server -> server.portable(portable));
    }

    @ParameterizedTest
    @CsvSource({"INLINE,false", "INLINE,true", "BLOCKING,false", "ASYNCHRONOUS,false", "ASYNCHRONOUS,true"})
    void aReadReturnsWhatWasWritten(FakePlugin.Kind kind, boolean portable) throws IOException {
        serve(kind, portable, false);
        Random random = new Random(7);
        try (RawClient client = served.transmit()) {
            for (int length : new int[] {1, 4096, 128 * 1024, 128 * 1024 + 1, FakePlugin.SIZE}) {
                byte[] data = new byte[length];
                random.nextBytes(data);
                client.request(Commands.WRITE, 0, length, 0, length).out.write(data);
                assertEquals(0, client.reply(length));
                client.request(Commands.READ, 0, -length, 0, length);
                assertEquals(0, client.reply(-length));
                assertArrayEquals(data, client.in.readNBytes(length));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"INLINE", "BLOCKING", "ASYNCHRONOUS"})
    void anInvalidRequestIsRefusedAndTheConnectionGoesOn(FakePlugin.Kind kind) throws IOException {
        serve(kind, false, false);
        try (RawClient client = served.transmit()) {
            client.request(Commands.READ, 0, 1, FakePlugin.SIZE - 1, 2);
            assertEquals(NbdError.EINVAL.code(), client.reply(1));
            client.request(Commands.WRITE, 0, 2, FakePlugin.SIZE - 1, 2).out.write(new byte[2]);
            assertEquals(NbdError.ENOSPC.code(), client.reply(2));
            client.request(Commands.READ, 0, 3, -1, 1);
            assertEquals(NbdError.EINVAL.code(), client.reply(3));
            client.request(4711, 0, 4, 0, 1);
            assertEquals(NbdError.EINVAL.code(), client.reply(4));
            client.request(Commands.READ, 0x8000, 5, 0, 1);
            assertEquals(NbdError.EINVAL.code(), client.reply(5));
            client.request(Commands.FLUSH, 0, 6, 0, 0);
            assertEquals(0, client.reply(6));
        }
    }

    @ParameterizedTest
    @CsvSource({"INLINE", "BLOCKING"})
    void aReadOnlyExportIsNotWrittenTo(FakePlugin.Kind kind) throws IOException {
        serve(kind, false, true);
        try (RawClient client = served.transmit()) {
            client.request(Commands.WRITE, 0, 1, 0, 1).out.write(1);
            assertEquals(NbdError.EPERM.code(), client.reply(1));
            assertEquals(0, plugin.bytes[0]);
        }
    }

    @ParameterizedTest
    @CsvSource({"INLINE,70000", "INLINE,500000", "BLOCKING,500000"})
    void aPayloadThatBreaksOffLeavesTheDiskAsItWas(FakePlugin.Kind kind, int length)
            throws IOException, InterruptedException {
        serve(kind, false, false);
        try (RawClient client = served.transmit()) {
            byte[] ones = new byte[length - 1];
            Arrays.fill(ones, (byte) 1);
            client.request(Commands.WRITE, 0, 1, 0, length).out.write(ones);
        }
        assertTrue(plugin.closed.await(30, TimeUnit.SECONDS), "the disk was not closed");
        assertArrayEquals(new byte[FakePlugin.SIZE], plugin.bytes);
    }

    @ParameterizedTest
    @CsvSource({"INLINE,false", "INLINE,true"})
    void rubbishClosesOnlyItsOwnConnection(FakePlugin.Kind kind, boolean portable) throws IOException {
        serve(kind, portable, false);
        try (RawClient good = served.transmit();
                RawClient bad = served.transmit();
                RawClient worse = served.connect().greet()) {
            bad.out.write(new byte[28]);
            assertTrue(bad.isClosed());
            worse.out.write(new byte[16]);
            assertTrue(worse.isClosed());
            good.request(Commands.READ, 0, 1, 0, 1);
            assertEquals(0, good.reply(1));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void clientsWaitUntilABoundServerAcceptsThem(boolean portable) throws IOException {
        serve(FakePlugin.Kind.INLINE, portable, false);
        NbdServer bound = NbdServer.builder()
                .exports(Exports.any(new ServedExport(served.revision(), ExportPolicy.OPEN, new ExportAccount())))
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .portable(portable)
                .bind();
        try (RawClient client = new RawClient(bound)) {
            // Every event loop has gone round twice, and would have found the client.
            assertTrue(bound.responds(PATIENCE));
            assertTrue(bound.responds(PATIENCE));
            assertEquals(List.of(), bound.visits());
            bound.accept();
            client.greet().go();
        } finally {
            bound.stop(PATIENCE);
        }
    }

    @ParameterizedTest
    @CsvSource({"INLINE"})
    void optionsAreAnsweredOneByOne(FakePlugin.Kind kind) throws IOException {
        serve(kind, false, false);
        try (RawClient client = served.connect().greet()) {
            client.option(4711, new byte[3]);
            assertEquals(OptionReplies.ERR_UNSUP, client.optionReply(4711));
            client.option(Options.LIST, new byte[1]);
            assertEquals(OptionReplies.ERR_INVALID, client.optionReply(Options.LIST));
            client.option(Options.GO, new byte[1 << 20]);
            assertEquals(OptionReplies.ERR_TOO_BIG, client.optionReply(Options.GO));
            client.option(Options.SET_META_CONTEXT, new byte[8]);
            assertEquals(OptionReplies.ERR_INVALID, client.optionReply(Options.SET_META_CONTEXT));
            client.option(Options.LIST, new byte[0]);
            assertEquals(OptionReplies.SERVER, client.optionReply(Options.LIST));
            assertEquals(OptionReplies.ACK, client.optionReply(Options.LIST));
            client.go();
        }
    }

    @ParameterizedTest
    @CsvSource({"INLINE", "BLOCKING", "ASYNCHRONOUS"})
    void aClientThatDisconnectsGetsItsOutstandingReplies(FakePlugin.Kind kind) throws IOException {
        serve(kind, false, false);
        try (RawClient client = served.transmit()) {
            client.request(Commands.READ, 0, 1, 0, 4096).request(Commands.DISC, 0, 2, 0, 0);
            assertEquals(0, client.reply(1));
            client.in.skipNBytes(4096);
            assertTrue(client.isClosed());
        }
    }
}
