// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.ContentsPlugin.Fault;
import dev.platter.engine.FakePlugin.Kind;
import dev.platter.engine.export.Chain;
import dev.platter.engine.export.Handover;
import dev.platter.engine.export.Revision;
import dev.platter.nbd.Commands;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Replaces a chain while its clients stay connected. */
@Timeout(60)
class HandoverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    private final ServedChain served = new ServedChain();

    private final HeldReads reads = new HeldReads();

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theOrderOfCallsIsTheDocumentedOne(Kind kind) throws Exception {
        ContentsPlugin first = ContentsPlugin.first(kind);
        served.serve(Chain.of("contents", first));
        try (RawClient client = served.transmit()) {
            write(client, 1, 0, 7);
            upgrade(first.next("second", Kind.INLINE, Fault.NONE));
            assertEquals(
                    List.of(
                            "first start",
                            "first close",
                            "first release",
                            "second adopt",
                            "second start",
                            "second keep",
                            "first stop"),
                    first.calls());
            assertEquals(7, read(client, 2, 0));
        }
    }

    @Test
    void clientsComeAndGoAfterwards() throws Exception {
        ContentsPlugin first = ContentsPlugin.first(Kind.INLINE);
        served.serve(Chain.of("contents", first));
        try (RawClient before = served.transmit()) {
            write(before, 1, 512, 9);
            upgrade(first.next("second", Kind.BLOCKING, Fault.NONE));
            try (RawClient after = served.transmit()) {
                assertEquals(9, read(after, 1, 512));
            }
            assertEquals(9, read(before, 2, 512));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RELEASE, first fails on purpose",
        "ADOPT, second fails on purpose",
        "START, the plugin contents cannot start: second fails on purpose",
        "SECOND_OPEN, second opens only once",
        "SMALLER, the new disk has 1048064 bytes; and a client was told that there are 1048576",
        "WITHOUT_TRIM, the new disk cannot do 'trim'; which a client was promised",
        "ALONE, the new one serves one connection at a time; and there are 2: close all but one of them first"
    })
    void theOldChainGoesOnAfterAFailure(Fault fault, String sentence) throws Exception {
        ContentsPlugin first = ContentsPlugin.first(Kind.INLINE, fault == Fault.RELEASE ? fault : Fault.NONE);
        served.serve(Chain.of("contents", first));
        try (RawClient one = served.transmit();
                RawClient other = served.transmit()) {
            write(one, 1, 0, 3);
            write(other, 1, 4096, 4);
            ContentsPlugin second = first.next("second", Kind.INLINE, fault);
            Handover handover = handover(second);
            IOException refused = assertThrows(IOException.class, () -> handover.move(PATIENCE));
            assertEquals(sentence.replace(';', ','), refused.getMessage());
            assertFalse(first.calls().contains("second keep"));
            assertFalse(first.calls().contains("first stop"));
            assertEquals(fault != Fault.RELEASE, first.calls().contains("first keep"));
            assertTrue(first.calls().contains("second stop"));
            assertEquals(3, read(other, 2, 0));
            assertEquals(4, read(one, 2, 4096));
            try (RawClient third = served.transmit()) {
                assertEquals(4, read(third, 1, 4096));
            }
        }
    }

    @Test
    void aMoveThatSucceededCanBeRolledBack() throws Exception {
        ContentsPlugin first = ContentsPlugin.first(Kind.INLINE);
        served.serve(Chain.of("contents", first));
        try (RawClient client = served.transmit()) {
            write(client, 1, 0, 5);
            Handover handover = handover(first.next("second", Kind.INLINE, Fault.NONE));
            handover.move(PATIENCE);
            handover.rollBack();
            assertEquals(5, read(client, 2, 0));
            write(client, 3, 0, 6);
            upgrade(first.next("third", Kind.INLINE, Fault.NONE));
            assertEquals(6, read(client, 4, 0));
        }
    }

    /** A disk holds the classes of its bundle, which are to be collected though the client may stay for months. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void aClientThatSendsNothingAfterwardsKeepsNothingOfItsOldDisk(Kind kind) throws Exception {
        ContentsPlugin first = ContentsPlugin.first(kind);
        WatchedDisks disks = new WatchedDisks();
        served.serve(Chain.of("contents", first).filter("watched", disks));
        try (RawClient client = served.transmit()) {
            write(client, 1, 0, 7);
            assertEquals(7, read(client, 2, 0));
            upgrade(first.next("second", kind, Fault.NONE));
            assertTrue(disks.areGoneWithin(PATIENCE));
            assertEquals(7, read(client, 3, 0));
        }
    }

    @Test
    void requestsUnderWayAreWaitedFor() throws Exception {
        ContentsPlugin first = ContentsPlugin.first(Kind.INLINE);
        served.serve(Chain.of("contents", first).filter("held", reads));
        try (RawClient client = served.transmit()) {
            client.request(Commands.READ, 0, 1, 0, 512);
            reads.await();
            CompletableFuture<Void> done =
                    CompletableFuture.runAsync(() -> assertMoves(first.next("second", Kind.INLINE, Fault.NONE)));
            assertEquals(List.of("first start"), first.calls());
            reads.release();
            done.get();
            assertEquals(0, client.reply(1));
            client.in.readFully(new byte[512]);
            assertEquals(0, read(client, 2, 0));
        }
    }

    @Test
    void aRequestThatDoesNotEndIsNotWaitedForForEver() throws Exception {
        ContentsPlugin first = ContentsPlugin.first(Kind.INLINE);
        served.serve(Chain.of("contents", first).filter("held", reads));
        try (RawClient client = served.transmit();
                RawClient other = served.transmit()) {
            client.request(Commands.READ, 0, 1, 0, 512);
            reads.await();
            Handover handover = handover(first.next("second", Kind.INLINE, Fault.NONE));
            IOException refused = assertThrows(IOException.class, () -> handover.move(Duration.ofMillis(50)));
            assertEquals(
                    "a request of client 1 has not ended within 50 ms: try again later, or close that connection",
                    refused.getMessage());
            write(other, 1, 0, 8);
            reads.release();
            assertEquals(0, client.reply(1));
            client.in.readFully(new byte[512]);
            assertEquals(8, read(client, 2, 0));
        }
    }

    @Test
    void aClientThatIsStillNegotiatingSeesTheNewChain() throws Exception {
        ContentsPlugin first = ContentsPlugin.first(Kind.INLINE);
        served.serve(Chain.of("contents", first));
        try (RawClient client = served.connect().greet()) {
            client.option(Options.INFO, new byte[6]);
            while (client.optionReply(Options.INFO) == 3) {
                // Skip the information about the disk.
            }
            upgrade(first.next("second", Kind.INLINE, Fault.WITHOUT_TRIM));
            client.go();
            assertEquals(0, read(client, 1, 0));
        }
    }

    /** The client sends nothing after the option, so no later input makes the server read it. */
    @Test
    void anOptionThatComesWhileTheDiskIsGivenBackIsRunAfterwards() throws Exception {
        ContentsPlugin first = ContentsPlugin.first(Kind.BLOCKING);
        HeldCloses closes = new HeldCloses();
        served.serve(Chain.of("contents", first).filter("held", closes));
        try (RawClient client = served.connect().greet()) {
            client.option(Options.INFO, new byte[6]);
            while (client.optionReply(Options.INFO) == 3) {
                // Skip the information about the disk.
            }
            CompletableFuture<Void> moved =
                    CompletableFuture.runAsync(() -> assertMoves(first.next("second", Kind.INLINE, Fault.NONE)));
            closes.await();
            client.option(Options.GO, new byte[6]);
            assertThrows(TimeoutException.class, () -> moved.get(200, TimeUnit.MILLISECONDS));
            closes.release();
            moved.get();
            while (client.optionReply(Options.GO) == 3) {
                // Skip the information about the new disk.
            }
            assertEquals(0, read(client, 1, 0));
        }
    }

    @Test
    void aHalfReceivedPayloadGoesToTheNewChain() throws Exception {
        ContentsPlugin first = ContentsPlugin.first(Kind.INLINE);
        served.serve(Chain.of("contents", first));
        byte[] payload = new byte[300_000];
        Arrays.fill(payload, (byte) 11);
        try (RawClient client = served.transmit()) {
            client.request(Commands.WRITE, 0, 1, 0, payload.length);
            client.out.write(payload, 0, 200_000);
            upgrade(first.next("second", Kind.INLINE, Fault.NONE));
            client.out.write(payload, 200_000, 100_000);
            assertEquals(0, client.reply(1));
            assertEquals(11, read(client, 2, 299_000));
        }
    }

    @Test
    void aClientThatLeavesMeanwhileLeavesNothingBehind() throws Exception {
        ContentsPlugin first = ContentsPlugin.first(Kind.INLINE);
        served.serve(Chain.of("contents", first));
        RawClient client = served.transmit();
        Revision second = revision(first.next("second", Kind.INLINE, Fault.NONE));
        Handover handover = handover(second);
        handover.move(PATIENCE);
        client.close();
        handover.commit().join();
        served.revision().chain().stop();
        served.replacedBy(second);
        served.stop();
        assertEquals(1, first.calls().stream().filter("first close"::equals).count());
        assertEquals(1, first.calls().stream().filter("second close"::equals).count());
    }

    /** Otherwise the closing disk could still write after its contents were handed over. */
    @Test
    void aDiskThatIsClosingIsWaitedFor() throws Exception {
        ContentsPlugin first = ContentsPlugin.first(Kind.BLOCKING);
        HeldCloses closes = new HeldCloses();
        served.serve(Chain.of("contents", first).filter("held", closes));
        served.transmit().close();
        closes.await();
        CompletableFuture<Void> moved =
                CompletableFuture.runAsync(() -> assertMoves(first.next("second", Kind.INLINE, Fault.NONE)));
        try {
            assertThrows(TimeoutException.class, () -> moved.get(200, TimeUnit.MILLISECONDS));
        } finally {
            closes.release();
        }
        moved.get();
        assertEquals(
                List.of("first start", "first close", "first release"),
                first.calls().subList(0, 3));
    }

    @Test
    void contentsAreNotDroppedSilently() throws Exception {
        ContentsPlugin first = ContentsPlugin.first(Kind.INLINE);
        served.serve(Chain.of("contents", first));
        Chain other = Chain.of("fake", new FakePlugin(Kind.INLINE)).build();
        other.prepare();
        Handover handover = Handover.toPrepared(
                served.revision(), new Revision(other), reason -> {}, other::stop, System.getLogger("handover-test"));
        IOException refused = assertThrows(IOException.class, () -> handover.move(PATIENCE));
        assertEquals(
                "'contents' holds contents that would be lost, since there is no longer a 'contents';"
                        + " remove the export first if they are not needed",
                refused.getMessage());
    }

    @Test
    void aClientThatWritesAllTheTimeLosesNothing() throws Exception {
        ContentsPlugin version = ContentsPlugin.first(Kind.INLINE);
        served.serve(Chain.of("contents", version));
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<?>[] clients = new CompletableFuture<?>[3];
        for (int i = 0; i < clients.length; i++) {
            int place = i * 8192;
            clients[i] = CompletableFuture.runAsync(() -> writeAndRead(place, enough));
        }
        for (int i = 0; i < 60; i++) {
            version = version.next("version " + i, Kind.values()[i % 3], Fault.NONE);
            if (i % 4 == 3) {
                Handover handover = handover(version.next("broken", Kind.INLINE, Fault.START));
                assertThrows(IOException.class, () -> handover.move(PATIENCE));
            }
            upgrade(version);
        }
        enough.set(true);
        CompletableFuture.allOf(clients).get();
    }

    private void writeAndRead(int place, AtomicBoolean enough) {
        try (RawClient client = served.transmit()) {
            for (long cookie = 0; !enough.get(); cookie += 2) {
                write(client, cookie, place, (byte) cookie);
                assertEquals((byte) cookie, read(client, cookie + 1, place));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Revision revision(ContentsPlugin of) throws IOException {
        Chain chain = Chain.of("contents", of).build();
        chain.prepare();
        return new Revision(chain);
    }

    private Handover handover(ContentsPlugin to) throws IOException {
        return handover(revision(to));
    }

    private Handover handover(Revision to) {
        return Handover.toPrepared(
                served.revision(), to, reason -> {}, () -> to.chain().stop(), System.getLogger("handover-test"));
    }

    private void upgrade(ContentsPlugin to) throws IOException, InterruptedException {
        Revision next = revision(to);
        Handover handover = handover(next);
        handover.move(PATIENCE);
        handover.commit().join();
        served.revision().chain().stop();
        served.replacedBy(next);
    }

    private void assertMoves(ContentsPlugin to) {
        try {
            upgrade(to);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(RawClient client, long cookie, int offset, int value) throws IOException {
        byte[] data = new byte[512];
        Arrays.fill(data, (byte) value);
        client.request(Commands.WRITE, 0, cookie, offset, data.length);
        client.out.write(data);
        assertEquals(0, client.reply(cookie));
    }

    /** Reads a block, and returns the value that all of its bytes have. */
    private static int read(RawClient client, long cookie, int offset) throws IOException {
        client.request(Commands.READ, 0, cookie, offset, 512);
        assertEquals(0, client.reply(cookie));
        byte[] data = new byte[512];
        client.in.readFully(data);
        byte[] same = new byte[512];
        Arrays.fill(same, data[0]);
        assertArrayEquals(same, data);
        return data[0];
    }
}
