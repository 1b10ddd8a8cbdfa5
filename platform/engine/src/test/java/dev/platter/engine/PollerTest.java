// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.Poller;
import dev.platter.api.ThreadModel;
import dev.platter.engine.export.Chain;
import dev.platter.nbd.Commands;
import dev.platter.nbd.Magic;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.Native;
import io.netty.channel.unix.FileDescriptor;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Disks that have their storage watched by the event loop. */
@Timeout(60)
class PollerTest {
    /** Java alone has no event loop that could watch a descriptor. */
    private static final String NATIVE = "same-in-both-modes";

    private static final int LENGTH = 512;
    private static final int READS = 32;

    @RegisterExtension
    private final ServedChain served = new ServedChain();

    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    @NbdFilter(name = "waiting", summary = "may wait", threadModel = ThreadModel.PARALLEL)
    private static final class Waiting implements Filter {
        @Override
        public Disk open(Opener next, Client client) throws IOException {
            return new ForwardingDisk(next.open(client)) {};
        }
    }

    @BeforeEach
    void onlyWithEpoll() {
        Assumptions.assumeTrue(Epoll.isAvailable(), "descriptors are watched by epoll");
    }

    private void serve(Chain.Builder chain) throws IOException {
        served.serve(chain);
    }

    /** Sends all reads in one write, so that they arrive in one turn. */
    private static void ask(RawClient client, int reads, long offset) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(all);
        for (int cookie = 0; cookie < reads; cookie++) {
            out.writeInt((int) Magic.REQUEST);
            out.writeShort(0);
            out.writeShort(Commands.READ);
            out.writeLong(cookie);
            out.writeLong(offset);
            out.writeInt(LENGTH);
        }
        client.out.write(all.toByteArray());
    }

    private static void areAnswered(RawClient client, int reads) throws IOException {
        Set<Long> cookies = new HashSet<>();
        for (int i = 0; i < reads; i++) {
            assertEquals((int) Magic.SIMPLE_REPLY, client.in.readInt());
            assertEquals(0, client.in.readInt());
            cookies.add(client.in.readLong());
            for (byte each : client.in.readNBytes(LENGTH)) {
                assertEquals(EventPlugin.BYTE, each);
            }
        }
        assertEquals(reads, cookies.size());
    }

    @Test
    @Tag(NATIVE)
    void oneTurnsReadsAreOneBatchAndCompleteOnTheEventLoop() throws Exception {
        EventPlugin plugin = new EventPlugin(true);
        serve(Chain.of("event", plugin));
        try (RawClient client = served.transmit()) {
            ask(client, READS, 0);
            areAnswered(client, READS);
        }
        assertEquals(List.of(READS), List.copyOf(plugin.batches));
        assertEquals(Set.of(), Set.copyOf(plugin.callers));
        assertEquals(Set.of(false), Set.copyOf(plugin.mayWait));
        assertEquals(1, Set.copyOf(plugin.completers).size());
        assertTrue(plugin.runs <= 2, "the descriptor is never read, and yet the task ran " + plugin.runs + " times");
    }

    @Test
    @Tag(NATIVE)
    void aDiskBehindAFilterThatWaitsHandsItsCallsToTheLoop() throws Exception {
        EventPlugin plugin = new EventPlugin(true);
        serve(Chain.of("event", plugin).filter("waiting", new Waiting()));
        try (RawClient client = served.transmit()) {
            ask(client, READS, 0);
            areAnswered(client, READS);
        }
        assertEquals(READS, plugin.callers.size());
        assertEquals(Set.of(true, false), Set.copyOf(plugin.mayWait), "true on a worker, false on the loop");
        assertEquals(1, Set.copyOf(plugin.completers).size());
    }

    @Test
    @Tag(NATIVE)
    void aTaskThatThrowsIsLoggedAndRunsAgain() throws Exception {
        EventPlugin plugin = new EventPlugin(true);
        serve(Chain.of("event", plugin).loggers(name -> new ErrorLog(name, errors)));
        try (RawClient client = served.transmit()) {
            ask(client, 1, EventPlugin.THROWS);
            areAnswered(client, 1);
            ask(client, 1, 0);
            areAnswered(client, 1);
        }
        assertEquals(1, errors.size(), errors.toString());
        assertTrue(errors.element().contains("what a disk does on the event loop failed"), errors.toString());
        assertTrue(errors.element().contains("on purpose"), errors.toString());
    }

    @Test
    @Tag(NATIVE)
    void theTaskRunsForOutputOnlyWhileThatIsWanted() throws Exception {
        EventPlugin plugin = new EventPlugin(true);
        serve(Chain.of("event", plugin));
        FileDescriptor writable = Native.newEventFd();
        try (RawClient _ = served.transmit()) {
            Poller loop = plugin.poller.orElseThrow();
            CountDownLatch ran = new CountDownLatch(1);
            try (Poller.Watch watch = loop.watch(writable.intValue(), ran::countDown)) {
                CountDownLatch looked = new CountDownLatch(1);
                loop.execute(looked::countDown);
                looked.await();
                assertEquals(1, ran.getCount(), "it can always be written to, and nobody wants to know");
                loop.execute(() -> watch.watchOutput(true));
                ran.await();
            }
        } finally {
            writable.close();
        }
    }

    @Test
    @Tag(NATIVE)
    void whatADiskStillWatchesWhenItIsClosedIsWatchedNoLonger() throws Exception {
        EventPlugin plugin = new EventPlugin(false);
        serve(Chain.of("event", plugin));
        RawClient first = served.transmit();
        Poller gone = plugin.poller.orElseThrow();
        first.close();
        plugin.closed.await();
        CountDownLatch refused = new CountDownLatch(1);
        while (refused.getCount() > 0) {
            try (Poller.Watch _ = gone.watch(plugin.event.intValue(), () -> {})) {
                Thread.onSpinWait();
            } catch (IOException e) {
                // Watched still, or watched no longer and closed.
                if (e.getMessage().contains("is closed already")) {
                    refused.countDown();
                }
            }
        }
        int before = plugin.runs;
        Native.eventFdWrite(plugin.event.intValue(), 1);
        try (RawClient second = served.transmit()) {
            ask(second, 1, 0);
            areAnswered(second, 1);
        }
        assertTrue(plugin.runs > before, "the second disk watches the same descriptor");
    }

    @Test
    @Tag(NATIVE)
    void aDescriptorThatCannotBePolledIsRefused(@TempDir Path folder) throws Exception {
        EventPlugin plugin = new EventPlugin(true);
        serve(Chain.of("event", plugin));
        try (RawClient _ = served.transmit()) {
            FileDescriptor file =
                    FileDescriptor.from(Files.createFile(folder.resolve("file")).toFile());
            Poller poller = plugin.poller.orElseThrow();
            IOException refusal = assertThrows(IOException.class, () -> poller.watch(file.intValue(), () -> {}));
            assertTrue(refusal.getMessage().startsWith("descriptor " + file.intValue()), refusal.getMessage());
            file.close();
        }
    }

    @Test
    @Tag(NATIVE)
    void aWatchThatWasClosedRunsNoMore() throws Exception {
        EventPlugin plugin = new EventPlugin(true);
        serve(Chain.of("event", plugin));
        try (RawClient _ = served.transmit()) {
            Poller poller = plugin.poller.orElseThrow();
            FileDescriptor event = Native.newEventFd();
            CountDownLatch ran = new CountDownLatch(1);
            Queue<Boolean> onLoop = new ConcurrentLinkedQueue<>();
            Poller.Watch watch = poller.watch(event.intValue(), () -> {
                onLoop.add(poller.isCurrentThread());
                ran.countDown();
            });
            assertFalse(poller.isCurrentThread());
            Native.eventFdWrite(event.intValue(), 1);
            ran.await();
            watch.close();
            int runs = onLoop.size();
            Native.eventFdWrite(event.intValue(), 1);
            CountDownLatch later = new CountDownLatch(1);
            poller.execute(() -> poller.afterTurn(later::countDown));
            later.await();
            assertEquals(runs, onLoop.size());
            assertEquals(Set.of(true), Set.copyOf(onLoop));
            event.close();
        }
    }

    @Test
    void aPortableServerHasNoPoller() throws Exception {
        EventPlugin plugin = new EventPlugin(true);
        served.serve(Chain.of("event", plugin), false, server -> server.portable(true));
        try (RawClient client = served.connect().greet()) {
            assertThrows(AssertionError.class, client::go);
        }
        assertTrue(plugin.poller.isEmpty());
    }
}
