// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import dev.platter.nbd.TransmissionFlags;
import dev.platter.peers.Needs;
import dev.platter.peers.PeerServer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The client with nbdkit, which has structured replies and no extended headers. */
@Tag("same-in-both-modes")
@Needs("nbdkit")
class NbdkitIT {
    private static final int FUA = CommandFlags.FUA;

    private static NbdUri uri(PeerServer server, String exportName) {
        return NbdUri.unix(server.socket(), exportName);
    }

    private static NbdClient connect(PeerServer server, String... contexts) throws Exception {
        return NbdClient.connect(uri(server, ""), contexts);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void allCommandsSucceed() throws Exception {
        try (PeerServer server = PeerServer.nbdkit("memory", "1M");
                NbdClient client = connect(server, BlockStatus.BASE_ALLOCATION)) {
            ExportInfo export = client.export();
            assertEquals(1 << 20, export.size());
            assertEquals(ReplyStyle.STRUCTURED, client.transmission().replyStyle());
            assertTrue(export.has(TransmissionFlags.SEND_FAST_ZERO));
            assertFalse(export.has(TransmissionFlags.READ_ONLY));
            assertEquals(Optional.of(new BlockSizes(1, 32768, BlockSizes.UNLIMITED)), export.blockSizes());

            client.write(65530, bytes("hello world"), FUA);
            client.flush();
            ByteBuffer read = ByteBuffer.allocate(11);
            assertEquals(bytes("hello world"), client.read(65530, read, 0).data());
            client.writeZeroes(65530, 5, FUA | CommandFlags.NO_HOLE | CommandFlags.FAST_ZERO);
            client.cache(65530, 11);
            client.trim(0, 32768, FUA);
            assertEquals(
                    bytes("\0\0\0\0\0 world"),
                    client.read(65530, read, CommandFlags.DF).data());

            List<Extent> extents = client.blockStatus(0, 1 << 20, 0).get(BlockStatus.BASE_ALLOCATION);
            assertEquals(new Extent(0, 32768, BlockStatus.HOLE | BlockStatus.ZERO), extents.getFirst());
            assertEquals(BlockStatus.DATA, extents.get(1).status());
            assertEquals(
                    1,
                    client.blockStatus(0, 1 << 20, CommandFlags.REQ_ONE)
                            .get(BlockStatus.BASE_ALLOCATION)
                            .size());
        }
    }

    @Test
    void simpleRepliesAreUnderstood() throws Exception {
        try (PeerServer server = PeerServer.nbdkit("--no-sr", "memory", "1M");
                NbdClient client = connect(server, BlockStatus.BASE_ALLOCATION)) {
            assertEquals(ReplyStyle.SIMPLE, client.transmission().replyStyle());
            assertEquals(List.of(), client.export().contexts());
            client.write(0, bytes("simple"), 0);
            assertEquals(
                    bytes("simple"), client.read(0, ByteBuffer.allocate(6), 0).data());
            assertEquals(
                    NbdError.EINVAL,
                    assertThrows(RequestFailedException.class, () -> client.read(1 << 20, ByteBuffer.allocate(1), 0))
                            .error());
        }
    }

    @Test
    void aServerWithoutFixedNewstyleIsUnderstood() throws Exception {
        try (PeerServer server = PeerServer.nbdkit("--mask-handshake=0", "memory", "1M");
                NbdClient client = connect(server)) {
            assertEquals(1 << 20, client.export().size());
            client.write(0, bytes("old"), 0);
            assertEquals(bytes("old"), client.read(0, ByteBuffer.allocate(3), 0).data());
        }
    }

    @Test
    void refusalsHaveTheirError() throws Exception {
        try (PeerServer server = PeerServer.nbdkit("-r", "memory", "1M");
                NbdClient client = connect(server)) {
            assertTrue(client.export().has(TransmissionFlags.READ_ONLY));
            assertEquals(
                    NbdError.EPERM,
                    assertThrows(RequestFailedException.class, () -> client.write(0, bytes("x"), 0))
                            .error());
            assertEquals(
                    NbdError.EINVAL,
                    assertThrows(RequestFailedException.class, () -> client.read(1 << 20, ByteBuffer.allocate(1), 0))
                            .error());
            CompletableFuture<?> unknown = client.transmission().command(77, 0, 0, 0);
            RequestFailedException refused = assertInstanceOf(
                    RequestFailedException.class,
                    assertThrows(ExecutionException.class, unknown::get).getCause());
            assertEquals(NbdError.EINVAL, refused.error());
            client.read(0, ByteBuffer.allocate(1), 0);
        }
    }

    @Test
    void injectedErrorsReachTheCaller() throws Exception {
        try (PeerServer server = PeerServer.nbdkit(
                        "--filter=error", "memory", "1M", "error-pread=ENOSPC", "error-pread-rate=100%");
                NbdClient client = connect(server)) {
            RequestFailedException refused =
                    assertThrows(RequestFailedException.class, () -> client.read(512, ByteBuffer.allocate(512), 0));
            assertEquals(NbdError.ENOSPC, refused.error());
            assertEquals(Commands.READ, refused.command());
            assertTrue(
                    refused.getMessage().startsWith("NBD_CMD_READ of 512 bytes at offset 512 failed with ENOSPC"),
                    refused::getMessage);
        }
    }

    /** The server delays writes but not reads. */
    @Test
    void repliesOvertakeEachOther() throws Exception {
        try (PeerServer server = PeerServer.nbdkit("--filter=delay", "memory", "1M", "delay-write=500ms");
                NbdClient client = connect(server)) {
            Transmission transmission = client.transmission();
            CompletableFuture<?> write = transmission.write(0, bytes("slow"), 0);
            List<CompletableFuture<ReadReply>> reads = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                reads.add(transmission.read(4096L * i, ByteBuffer.allocate(4096), 0));
            }
            for (CompletableFuture<ReadReply> read : reads) {
                assertEquals(4096, read.get().data().remaining());
            }
            assertFalse(write.isDone(), "64 reads take less than half a second");
            write.get();
            assertEquals(0, transmission.underWay());
        }
    }

    @Test
    void largeRequestsOfManyThreadsSucceed() throws Exception {
        int size = 8 << 20;
        try (PeerServer server = PeerServer.nbdkit("memory", "64M");
                NbdClient client = connect(server)) {
            List<CompletableFuture<Void>> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                long offset = (long) size * i;
                byte fill = (byte) (i + 1);
                threads.add(CompletableFuture.runAsync(
                        () -> {
                            byte[] data = new byte[size];
                            java.util.Arrays.fill(data, fill);
                            try {
                                client.write(offset, ByteBuffer.wrap(data), 0);
                                ReadReply reply = client.read(offset, ByteBuffer.allocateDirect(size), 0);
                                assertEquals(ByteBuffer.wrap(data), reply.data());
                            } catch (java.io.IOException e) {
                                throw new AssertionError(e);
                            }
                        },
                        Thread::startVirtualThread));
            }
            threads.forEach(CompletableFuture::join);
        }
    }

    @Test
    void optionsCanBeSentOneByOne() throws Exception {
        try (PeerServer server = PeerServer.nbdkit(
                        "--filter=exportname",
                        "memory",
                        "1M",
                        "exportname=a",
                        "exportname=b",
                        "default-export=a",
                        "exportname-strict=true",
                        "exportname-list=explicit",
                        "exportdesc=fixed:about it");
                Handshake handshake = Handshake.connect(uri(server, ""))) {
            assertEquals(
                    OptionReplies.ERR_UNSUP,
                    assertThrows(ErrorReplyException.class, handshake::extendedHeaders)
                            .type());
            assertEquals(
                    OptionReplies.ERR_UNSUP,
                    assertThrows(ErrorReplyException.class, () -> handshake.ask(4711, (byte) 1))
                            .type());
            assertEquals(
                    OptionReplies.ERR_INVALID,
                    assertThrows(ErrorReplyException.class, () -> handshake.ask(Options.LIST, (byte) 1))
                            .type());
            handshake.structuredReplies();
            assertEquals(
                    List.of("a", "b"),
                    handshake.list().stream().map(ListedExport::name).toList());
            assertEquals(Optional.of("about it"), handshake.info("a").description());
            assertThrows(ErrorReplyException.class, () -> handshake.info("c"));
            assertEquals(List.of(BlockStatus.BASE_ALLOCATION), handshake.listMetaContexts("b"));
            assertEquals(
                    List.of(BlockStatus.BASE_ALLOCATION),
                    handshake.setMetaContexts("b", BlockStatus.BASE_ALLOCATION, "no:such").stream()
                            .map(MetaContext::name)
                            .toList());
            assertEquals(1, handshake.go("b").contexts().size());
            try (Transmission transmission = handshake.transmission()) {
                transmission.read(0, ByteBuffer.allocate(1), 0).get();
            }
        }
    }

    @Test
    void abortEndsTheConnection() throws Exception {
        try (PeerServer server = PeerServer.nbdkit("memory", "1M")) {
            Handshake.connect(uri(server, "")).abort();
        }
    }

    @Test
    void rawBytesCanBeExchanged() throws Exception {
        try (PeerServer server = PeerServer.nbdkit("memory", "1M");
                Handshake handshake = Handshake.connect(uri(server, ""))) {
            handshake.go("");
            handshake.wire().send(new Bytes().u32(0xdeadbeef).zeroes(24).array());
            assertTrue(handshake.wire().atEnd(), "nbdkit hangs up when it cannot find the next request");
        }
    }
}
