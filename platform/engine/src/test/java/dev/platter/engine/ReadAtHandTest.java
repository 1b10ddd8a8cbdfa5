// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdFilter;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Opener;
import dev.platter.api.Plugin;
import dev.platter.api.RangeDisk;
import dev.platter.api.ThreadModel;
import dev.platter.engine.export.Chain;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reads of what a disk that waits has at hand, through sockets. */
@Timeout(60)
class ReadAtHandTest {
    private static final int LENGTH = 4096;
    private static final int SIZE = 4 << 20;

    /** What is at hand here: bytes up to this offset. */
    private static final int CACHED = 2 << 20;

    /** The length of a simple reply without data. */
    private static final int SIMPLE_REPLY = 16;

    private static final byte AT_HAND = 1;
    private static final byte WAITED_FOR = 2;

    @RegisterExtension
    private final ServedChain served = new ServedChain();

    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean promisesTooMuch;
    private volatile boolean fails;

    @NbdPlugin(name = "half", summary = "has half of itself at hand", threadModel = ThreadModel.PARALLEL)
    private final class HalfPlugin implements Plugin {
        @Override
        public Disk open(Client client) {
            return new HalfDisk();
        }
    }

    private final class HalfDisk implements Disk {
        @Override
        public long size() {
            return SIZE;
        }

        @Override
        public Features features() {
            return Features.readOnly();
        }

        @Override
        public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
            asked.incrementAndGet();
            if (fails) {
                throw new IOException("the first half is broken");
            }
            fill(into, promisesTooMuch ? into.remaining() - 1 : into.remaining(), AT_HAND);
            return offset + LENGTH <= CACHED;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            fill(into, into.remaining(), WAITED_FOR);
        }

        private static void fill(ByteBuffer into, int count, byte with) {
            for (int i = 0; i < count; i++) {
                into.put(with);
            }
        }
    }

    @NbdFilter(name = "around", summary = "puts a disk in front of another", threadModel = ThreadModel.PARALLEL)
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
            return new RangeDisk(next.open(client), 0, SIZE);
        }
    }

    private RawClient serve(UnaryOperator<Chain.Builder> filters) throws IOException {
        served.serve(
                filters.apply(Chain.of("half", new HalfPlugin())),
                false,
                server -> server.loggers(name -> new ErrorLog(name, errors)));
        return served.transmit();
    }

    private static byte read(RawClient client, long cookie, long offset, int length) throws IOException {
        client.request(Commands.READ, 0, cookie, offset, length);
        assertEquals(0, client.reply(cookie));
        byte[] bytes = client.in.readNBytes(length);
        for (byte each : bytes) {
            assertEquals(bytes[0], each);
        }
        return bytes[0];
    }

    @Test
    void whatIsAtHandIsReadAtOnceAndTheRestByAWorker() throws Exception {
        try (RawClient client = serve(chain -> chain)) {
            assertEquals(AT_HAND, read(client, 1, 0, LENGTH));
            assertEquals(WAITED_FOR, read(client, 2, CACHED, LENGTH));
            assertEquals(AT_HAND, read(client, 3, LENGTH, LENGTH));
        }
    }

    @Test
    void aDiskWithNothingAtHandIsAskedSeldom() throws Exception {
        int reads = 200;
        try (RawClient client = serve(chain -> chain)) {
            for (int i = 0; i < reads; i++) {
                client.request(Commands.READ, 0, i, CACHED, 1);
            }
            for (int i = 0; i < reads; i++) {
                client.in.skipNBytes(SIMPLE_REPLY);
                assertEquals(WAITED_FOR, client.in.readByte());
            }
            assertTrue(asked.get() < reads / 4, "asked for " + asked + " of " + reads);
            int readsUntil = 1;
            while (read(client, readsUntil, 0, LENGTH) != AT_HAND) {
                readsUntil++;
            }
            assertTrue(readsUntil <= 16, readsUntil + " reads until the disk was asked again");
        }
    }

    @Test
    void aLongReadIsLeftToAWorker() throws Exception {
        try (RawClient client = serve(chain -> chain)) {
            assertEquals(WAITED_FOR, read(client, 1, 0, (1 << 20) + 1));
        }
        assertEquals(0, asked.get());
    }

    @Test
    void aFilterThatDoesNotOptInIsNotBypassed() throws Exception {
        try (RawClient client =
                serve(chain -> chain.filter("around", new Around(next -> new ForwardingDisk(next) {})))) {
            assertEquals(WAITED_FOR, read(client, 1, 0, LENGTH));
        }
        assertEquals(0, asked.get());
    }

    @Test
    void aFilterThatLeavesReadsAsTheyArePassesThemOn() throws Exception {
        try (RawClient client = serve(chain ->
                chain.filter("around", new Around(next -> new RangeDisk(next, CACHED - LENGTH, LENGTH * 2))))) {
            assertEquals(AT_HAND, read(client, 1, 0, LENGTH));
            assertEquals(WAITED_FOR, read(client, 2, LENGTH, LENGTH));
        }
    }

    @Test
    void aChainThatAllowsOneRequestAtATimeIsNotAsked() throws Exception {
        try (RawClient client = serve(chain -> chain.filter("alone", new Alone()))) {
            assertEquals(WAITED_FOR, read(client, 1, 0, LENGTH));
        }
        assertEquals(0, asked.get());
    }

    @Test
    void aReadThatFailsAtOnceFailsForTheClient() throws Exception {
        fails = true;
        try (RawClient client = serve(chain -> chain)) {
            client.request(Commands.READ, 0, 1, 0, LENGTH);
            assertEquals(NbdError.EIO.code(), client.reply(1));
        }
        assertTrue(errors.element().contains("the first half is broken"), errors.toString());
    }

    @Test
    void aDiskThatPromisesTooMuchIsNamed() throws Exception {
        promisesTooMuch = true;
        try (RawClient client = serve(chain -> chain)) {
            client.request(Commands.READ, 0, 1, 0, LENGTH);
            assertEquals(NbdError.EIO.code(), client.reply(1));
        }
        assertTrue(errors.element().contains("the plugin half has filled 4095 of 4096 bytes"), errors.toString());
    }
}
