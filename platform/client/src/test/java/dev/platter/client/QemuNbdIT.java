// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.NbdError;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.TransmissionFlags;
import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client with qemu-nbd, the reference for extended headers, with two dirty bitmaps of a qcow2 image. */
@Tag("same-in-both-modes")
@Needs({"qemu-img", "qemu-io", "qemu-nbd"})
class QemuNbdIT {
    private static final String[] CONTEXTS = {
        BlockStatus.BASE_ALLOCATION, "qemu:allocation-depth", "qemu:dirty-bitmap:b0", "qemu:dirty-bitmap:b1"
    };
    private static final long SIZE = 5L << 30;
    private static final int HOLE_AND_ZERO = BlockStatus.HOLE | BlockStatus.ZERO;

    @TempDir
    static Path folder;

    private static PeerServer server;

    @BeforeAll
    static void start() throws Exception {
        String image = folder.resolve("image.qcow2").toString();
        Peer qemuImg = Peer.require("qemu-img");
        Peer qemuIo = Peer.require("qemu-io");
        qemuImg.run("create", "-f", "qcow2", image, "5G").success();
        qemuIo.run("-f", "qcow2", "-c", "write -P 1 0 1M", image).success();
        qemuImg.run("bitmap", "--add", "--enable", image, "b0").success();
        qemuIo.run("-f", "qcow2", "-c", "write -P 2 2M 64k", image).success();
        qemuImg.run("bitmap", "--add", "--enable", image, "b1").success();
        qemuIo.run("-f", "qcow2", "-c", "write -P 3 4M 64k", image).success();
        server = PeerServer.qemuNbd(
                "-r", "-f", "qcow2", "-A", "-B", "b0", "-B", "b1", "-x", "disk", "-D", "with bitmaps", image);
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private static NbdClient connect() throws Exception {
        return NbdClient.connect(NbdUri.parse(server.uri("disk")), CONTEXTS);
    }

    @Test
    void extendedHeadersAreNegotiated() throws Exception {
        try (NbdClient client = connect()) {
            assertEquals(ReplyStyle.EXTENDED, client.transmission().replyStyle());
            ExportInfo export = client.export();
            assertEquals(SIZE, export.size());
            assertEquals(Optional.of("with bitmaps"), export.description());
            assertTrue(export.has(TransmissionFlags.BLOCK_STATUS_PAYLOAD));
            assertEquals(
                    Set.of(CONTEXTS),
                    Set.copyOf(export.contexts().stream().map(MetaContext::name).toList()));
        }
    }

    @Test
    void everyContextIsAnswered() throws Exception {
        try (NbdClient client = connect()) {
            Map<String, List<Extent>> extents = client.blockStatus(0, SIZE, 0);

            assertEquals(Set.of(CONTEXTS), extents.keySet());
            assertEquals(
                    List.of(
                            new Extent(0, 1 << 20, 0),
                            new Extent(1 << 20, 1 << 20, HOLE_AND_ZERO),
                            new Extent(2 << 20, 65536, 0),
                            new Extent((2 << 20) + 65536, (2 << 20) - 65536, HOLE_AND_ZERO),
                            new Extent(4 << 20, 65536, 0)),
                    extents.get(BlockStatus.BASE_ALLOCATION).subList(0, 5));
            assertEquals(
                    List.of(new Extent(2 << 20, 65536, 1), new Extent(4 << 20, 65536, 1)),
                    dirty(extents.get("qemu:dirty-bitmap:b0")));
            assertEquals(List.of(new Extent(4 << 20, 65536, 1)), dirty(extents.get("qemu:dirty-bitmap:b1")));
        }
    }

    private static List<Extent> dirty(List<Extent> extents) {
        return extents.stream().filter(extent -> extent.status() == 1).toList();
    }

    @Test
    void aRequestMayPickContexts() throws Exception {
        try (NbdClient client = connect()) {
            List<MetaContext> one = client.export().contexts().stream()
                    .filter(context -> context.name().endsWith("b1"))
                    .toList();
            Map<String, List<Extent>> extents =
                    client.transmission().blockStatus(0, SIZE, 0, one).get();
            assertEquals(Set.of("qemu:dirty-bitmap:b1"), extents.keySet());

            ExecutionException refused = assertThrows(
                    ExecutionException.class,
                    () -> client.transmission()
                            .blockStatus(0, SIZE, 0, List.of(one.getFirst(), one.getFirst()))
                            .get());
            assertEquals(
                    NbdError.EINVAL,
                    assertInstanceOf(RequestFailedException.class, refused.getCause())
                            .error());
        }
    }

    @Test
    void holesInReadsAreReported() throws Exception {
        try (NbdClient client = connect()) {
            ReadReply reply = client.read(0, ByteBuffer.allocate(2 << 20), 0);

            assertEquals(
                    List.of(new ReadReply.Chunk(0, 1 << 20, false), new ReadReply.Chunk(1 << 20, 1 << 20, true)),
                    reply.chunks());
            assertEquals(1, reply.data().get((1 << 20) - 1));
            assertEquals(0, reply.data().get(1 << 20));
        }
    }

    @Test
    void errorsComeWithASentence() throws Exception {
        try (NbdClient client = connect()) {
            RequestFailedException refused =
                    assertThrows(RequestFailedException.class, () -> client.write(0, ByteBuffer.allocate(512), 0));
            assertEquals(NbdError.EINVAL, refused.error());
            assertEquals("Export is read-only", refused.errors().getFirst().text());
        }
    }

    @Test
    void structuredRepliesAreRefusedAfterExtendedHeaders() throws Exception {
        try (Handshake handshake = Handshake.connect(NbdUri.parse(server.uri("disk")))) {
            handshake.extendedHeaders();
            assertEquals(
                    OptionReplies.ERR_EXT_HEADER_REQD,
                    assertThrows(ErrorReplyException.class, handshake::structuredReplies)
                            .type());
        }
    }

    @Test
    void structuredRepliesWorkWithoutExtendedHeaders() throws Exception {
        try (Handshake handshake = Handshake.connect(NbdUri.parse(server.uri("disk")))) {
            handshake.structuredReplies();
            handshake.setMetaContexts("disk", "qemu:dirty-bitmap:b1");
            handshake.go("disk");
            try (Transmission transmission = handshake.transmission()) {
                List<Extent> extents =
                        transmission.blockStatus(0, 8 << 20, 0).get().get("qemu:dirty-bitmap:b1");
                assertEquals(List.of(new Extent(4 << 20, 65536, 1)), dirty(extents));
            }
        }
    }

    @Test
    void anUnknownExportIsRefusedByName() {
        ErrorReplyException refused = assertThrows(
                ErrorReplyException.class,
                () -> NbdClient.connect(NbdUri.parse(server.uri("other"))).close());

        assertEquals(OptionReplies.ERR_UNKNOWN, refused.type());
        assertTrue(refused.getMessage().contains("other"), refused::getMessage);
    }

    @Test
    void exportsAreListedWithTheirDescriptions() throws Exception {
        try (Handshake handshake = Handshake.connect(NbdUri.parse(server.uri("")))) {
            assertEquals(List.of(new ListedExport("disk", "with bitmaps")), handshake.list());
            assertEquals(
                    List.of("qemu:dirty-bitmap:b1", "qemu:dirty-bitmap:b0"),
                    handshake.listMetaContexts("disk", "qemu:dirty-bitmap:"));
        }
    }

    @Test
    void afterDisconnectTheServerClosesTheConnection() throws Exception {
        NbdClient client = connect();
        client.transmission().disconnect().get();
    }
}
