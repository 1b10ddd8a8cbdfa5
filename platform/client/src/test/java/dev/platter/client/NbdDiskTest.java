// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import static dev.platter.client.FakeServer.chunk;
import static dev.platter.client.FakeServer.simpleReply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.ChunkTypes;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import dev.platter.nbd.TransmissionFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An export of another server is a disk that waits for nothing. */
@Timeout(30)
class NbdDiskTest {
    private static final int DONE = 1;
    private static final int LONG = 8 << 20;

    /** The end of a request, to wait for. */
    private static final class End extends CompletableFuture<Void> implements Completion {
        @Override
        public void succeeded() {
            complete(null);
        }

        @Override
        public void failed(IOException error) {
            completeExceptionally(error);
        }

        Throwable failure() {
            return assertThrows(ExecutionException.class, this::get).getCause();
        }
    }

    private static NbdDisk disk(FakeServer server, ReplyStyle style) {
        return new NbdDisk(server.transmission(style));
    }

    private static Features features(int flags, Optional<BlockSizes> sizes, MetaContext... contexts)
            throws IOException {
        ExportInfo export =
                new ExportInfo("", Optional.empty(), Optional.empty(), 1 << 20, flags, sizes, List.of(contexts));
        try (FakeServer server = FakeServer.playing(FakeServer::hearEnd)) {
            return new NbdDisk(new Transmission(server.wire(), export, ReplyStyle.STRUCTURED)).features();
        }
    }

    @Test
    void theFeaturesAreThoseOfTheServer() throws IOException {
        Features all = features(
                TransmissionFlags.SEND_FLUSH
                        | TransmissionFlags.SEND_FUA
                        | TransmissionFlags.SEND_TRIM
                        | TransmissionFlags.SEND_WRITE_ZEROES
                        | TransmissionFlags.SEND_FAST_ZERO
                        | TransmissionFlags.SEND_CACHE
                        | TransmissionFlags.CAN_MULTI_CONN,
                Optional.of(new BlockSizes(512, 4096, 65536)),
                new MetaContext(1, "base:allocation"));
        assertEquals(
                Features.writable()
                        .withFlush()
                        .withFua(Support.NATIVE)
                        .withTrim()
                        .withZero(Support.NATIVE)
                        .withFastZero(true)
                        .withCache(Support.NATIVE)
                        .withExtents(Support.NATIVE)
                        .withMultiConn(true)
                        .withBlockSizes(new dev.platter.api.BlockSizes(512, 4096, 65536, Long.MAX_VALUE)),
                all);
        assertFalse(features(TransmissionFlags.READ_ONLY, Optional.empty()).write());
        assertEquals(
                Support.EMULATED,
                features(TransmissionFlags.SEND_FLUSH, Optional.empty()).fua());
        assertEquals(32 << 20, features(0, Optional.empty()).blockSizes().maximumData(), "what every server takes");
    }

    @Test
    void aReadMovesThePositionAndReportsHolesInOrder() throws Exception {
        try (FakeServer server = FakeServer.playing(s -> {
            long read = s.hearRequest(ReplyStyle.STRUCTURED);
            s.say(chunk(0, ChunkTypes.OFFSET_HOLE, read, new Bytes().u64(106).u32(2)));
            s.say(chunk(0, ChunkTypes.OFFSET_HOLE, read, new Bytes().u64(100).u32(4)));
            s.say(chunk(DONE, ChunkTypes.OFFSET_DATA, read, new Bytes().u64(104).text("ab")));
        })) {
            List<String> holes = new ArrayList<>();
            ByteBuffer into = ByteBuffer.allocateDirect(10).position(1).limit(9);
            End end = new End();
            HoleSink sink = (index, length) -> holes.add(index + "+" + length);
            disk(server, ReplyStyle.STRUCTURED).read(into, 100, sink, end);
            end.get();
            assertEquals(9, into.position());
            assertEquals('a', into.get(5));
            assertEquals(List.of("0+4", "6+2"), holes);
        }
    }

    /** Each would wait for ever if it sent what it has itself. */
    @Test
    void noCallWaitsForAServerThatReadsNothing() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (FakeServer server = FakeServer.playing(s -> await(over))) {
            NbdDisk disk = disk(server, ReplyStyle.SIMPLE);
            List<End> ends = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                End end = new End();
                disk.write(ByteBuffer.allocateDirect(LONG), 0, RequestFlags.NONE, end);
                ends.add(end);
            }
            ends.forEach(end -> assertFalse(end.isDone()));
            disk.abort();
            for (End end : ends) {
                assertInstanceOf(IOException.class, end.failure());
            }
            over.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The server would get what the next request puts into that memory. */
    @Test
    void aWriteThatIsRefusedWhileItIsSentEndsWhenItWasSent() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (FakeServer server = FakeServer.playing(s -> {
            s.say(simpleReply(NbdError.EPERM.code(), s.hearRequest(ReplyStyle.SIMPLE)));
            await(goOn);
            s.hear(LONG);
        })) {
            Transmission transmission = server.transmission(ReplyStyle.SIMPLE);
            End end = new End();
            new NbdDisk(transmission).write(ByteBuffer.allocateDirect(LONG), 0, RequestFlags.NONE, end);
            while (transmission.underWay() > 0) {
                Thread.onSpinWait();
            }
            assertFalse(end.isDone(), "its memory may be used again");
            goOn.countDown();
            assertEquals(
                    NbdError.EPERM,
                    assertInstanceOf(DiskException.class, end.failure()).error());
        }
    }

    @Test
    void shortAndLongPayloadsArriveInOrder() throws Exception {
        int[] lengths = {10, 20_000, 3000, 100_000, 1, 8192, 8193};
        CompletableFuture<Boolean> same = new CompletableFuture<>();
        try (FakeServer server = FakeServer.playing(s -> {
            boolean right = true;
            for (int length : lengths) {
                long cookie = s.hearRequest(ReplyStyle.SIMPLE);
                ByteBuffer data = s.hear(length);
                for (int i = 0; i < length; i++) {
                    right &= data.get(i) == (byte) (length + i);
                }
                s.say(simpleReply(0, cookie));
            }
            same.complete(right);
        })) {
            NbdDisk disk = disk(server, ReplyStyle.SIMPLE);
            List<End> ends = new ArrayList<>();
            for (int length : lengths) {
                ByteBuffer data = ByteBuffer.allocateDirect(length);
                for (int i = 0; i < length; i++) {
                    data.put((byte) (length + i));
                }
                End end = new End();
                disk.write(data.flip(), 0, RequestFlags.NONE, end);
                ends.add(end);
            }
            for (End end : ends) {
                end.get();
            }
            assertTrue(same.get());
        }
    }

    @Test
    void aLongTrimIsSplitWhereLengthsHave32Bits() throws Exception {
        List<String> asked = new ArrayList<>();
        FakeServer.Script answering = s -> {
            for (int i = 0; i < 3; i++) {
                ByteBuffer request = s.hear(28);
                asked.add(request.getShort(4) + " " + request.getShort(6) + " " + request.getLong(16) + "+"
                        + Integer.toUnsignedString(request.getInt(24)));
                s.say(simpleReply(0, request.getLong(8)));
            }
        };
        try (FakeServer server = FakeServer.playing(answering)) {
            End end = new End();
            disk(server, ReplyStyle.SIMPLE).trim(512, (2L << 30) + 512, RequestFlags.NONE.withFua(true), end);
            end.get();
        }
        String begin = CommandFlags.FUA + " " + Commands.TRIM + " ";
        assertEquals(
                List.of(begin + "512+1073741824", begin + "1073742336+1073741824", begin + "2147484160+512"), asked);
    }

    @Test
    void theServersErrorIsPassedOn() throws Exception {
        try (FakeServer server = FakeServer.playing(s -> s.say(chunk(
                DONE,
                ChunkTypes.ERROR,
                s.hearRequest(ReplyStyle.STRUCTURED),
                new Bytes().u32(NbdError.ENOSPC.code()).u16(10).text("it is full"))))) {
            End end = new End();
            disk(server, ReplyStyle.STRUCTURED).flush(end);
            DiskException failure = assertInstanceOf(DiskException.class, end.failure());
            assertEquals(NbdError.ENOSPC, failure.error());
            assertTrue(failure.getMessage().endsWith("failed with ENOSPC: it is full"), failure::getMessage);
        }
    }

    @Test
    void theEndOfTheConnectionFailsRequestsUnderWayAndLaterOnes() throws Exception {
        try (FakeServer server = FakeServer.playing(s -> s.hearRequest(ReplyStyle.SIMPLE))) {
            NbdDisk disk = disk(server, ReplyStyle.SIMPLE);
            End first = new End();
            disk.flush(first);
            assertInstanceOf(ServerClosedException.class, first.failure());
            End second = new End();
            disk.flush(second);
            assertTrue(second.failure().getMessage().startsWith("cannot send NBD_CMD_FLUSH"));
            assertThrows(ExecutionException.class, () -> disk.ended().get());
        }
    }

    @Test
    void closeSaysGoodbye() throws Exception {
        CompletableFuture<Short> last = new CompletableFuture<>();
        try (FakeServer server = FakeServer.playing(s -> {
            last.complete(s.hear(28).getShort(6));
            s.hearEnd();
        })) {
            disk(server, ReplyStyle.SIMPLE).close();
            assertEquals((short) Commands.DISC, last.get());
        }
    }

    @Test
    void aDiskThatIsGivenUpWithoutRequestsStillSaysGoodbye() throws Exception {
        CompletableFuture<Short> last = new CompletableFuture<>();
        try (FakeServer server = FakeServer.playing(s -> {
            last.complete(s.hear(28).getShort(6));
            s.hearEnd();
        })) {
            NbdDisk disk = disk(server, ReplyStyle.SIMPLE);
            disk.abort();
            End late = new End();
            disk.flush(late);
            assertTrue(late.failure().getMessage().endsWith("this client has given up"));
            disk.close();
            assertEquals((short) Commands.DISC, last.get());
        }
    }

    @Test
    void closeDoesNotWaitForAServerThatReadsNothing() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (FakeServer server = FakeServer.playing(s -> await(over))) {
            NbdDisk disk = disk(server, ReplyStyle.SIMPLE);
            End end = new End();
            disk.write(ByteBuffer.allocateDirect(LONG), 0, RequestFlags.NONE, end);
            disk.close();
            assertInstanceOf(IOException.class, end.failure());
            over.countDown();
        }
    }

    /** Of a bundle that is gone, the reading thread may not even be able to load what it would need to end. */
    @Test
    void closeDoesNotLeaveTheThreadThatSendsToTheOneThatReads() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        CompletableFuture<Thread> sender = new CompletableFuture<>();
        Transport transport = new Transport() {
            @Override
            public int read(ByteBuffer into) {
                await(over);
                return -1;
            }

            @Override
            public void write(ByteBuffer... from) {
                sender.complete(Thread.currentThread());
            }

            @Override
            public void finishSending() {}

            @Override
            public void close() {}
        };
        ExportInfo export =
                new ExportInfo("", Optional.empty(), Optional.empty(), 1 << 20, 1, Optional.empty(), List.of());
        new NbdDisk(new Transmission(new Wire(transport), export, ReplyStyle.SIMPLE)).close();
        sender.get().join();
        over.countDown();
    }
}
