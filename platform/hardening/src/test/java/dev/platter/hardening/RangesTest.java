// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.parameters.Size;
import dev.platter.client.Extent;
import dev.platter.client.Handshake;
import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import dev.platter.client.ReplyStyle;
import dev.platter.engine.export.Chain;
import dev.platter.memory.MemoryPlugin;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.CommandFlags;
import dev.platter.offset.OffsetFilter;
import dev.platter.ram.Allocator;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Writes, zeroes and trims at the offsets and with the lengths at which numbers may overflow, through the whole server. The
 * bytes that are read and the extents that are reported agree with a model, on the memory disk and through the offset filter
 * in front of it.
 */
class RangesTest {
    private static final long SIZE = 6L << 30;

    /** The filter's offset is not aligned, so on the disk behind it all ranges begin and end at other, unaligned places. */
    private static final long OFFSET = (1L << 30) - 4097;

    private static final long MIB_64 = 64L << 20;
    private static final int LONGEST_WRITE = 100_000;

    /** How many bytes are read around each border. */
    private static final int WINDOW = 300_000;

    private static LocalServer plain;
    private static LocalServer shifted;

    private enum Kind {
        WRITE,
        ZERO,
        ZERO_ALLOCATED,
        TRIM
    }

    private record Change(Kind kind, long offset, long length, byte value) {}

    @BeforeContainer
    static void start() throws IOException {
        plain = new LocalServer(memory(SIZE).build());
        OffsetFilter.Config range = new OffsetFilter.Config(new Size(OFFSET), Optional.of(new Size(SIZE)));
        shifted = new LocalServer(
                memory(OFFSET + SIZE).filter("offset", new OffsetFilter(range)).build());
    }

    @AfterContainer
    static void stop() throws IOException {
        plain.close();
        shifted.close();
    }

    private static Chain.Builder memory(long size) {
        return Chain.of(
                "memory",
                new MemoryPlugin(new MemoryPlugin.Config(new Size(size), new Allocator(Allocator.Kind.SPARSE, false))));
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<Long> borders = Arbitraries.of(0L, MIB_64, 2 * MIB_64, 1L << 31, 1L << 32, SIZE);
        Arbitrary<Long> near = Arbitraries.longs().between(-LONGEST_WRITE, LONGEST_WRITE);
        Arbitrary<Long> offsets = Combinators.combine(borders, Arbitraries.oneOf(near, Arbitraries.of(-1L, 0L, 1L)))
                .as((border, distance) -> Math.clamp(border + distance, 0, SIZE - 1));
        Arbitrary<Long> lengths = Arbitraries.oneOf(
                Arbitraries.longs().between(1, LONGEST_WRITE),
                Arbitraries.of(
                        MIB_64 - 1, MIB_64, MIB_64 + 1, (1L << 31) - 1, 1L << 31, (1L << 31) + 1, (1L << 32) - 1));
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        offsets,
                        lengths,
                        Arbitraries.bytes().between((byte) 1, (byte) 100))
                .as(RangesTest::change)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static Change change(Kind kind, long offset, long length, byte value) {
        boolean stores = kind == Kind.WRITE || kind == Kind.ZERO_ALLOCATED;
        long limited = Math.min(stores ? Math.min(length, LONGEST_WRITE) : length, SIZE - offset);
        return new Change(kind, offset, limited, value);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.BOUNDED)
    void changesOfMemoryActAsOnAModel(@ForAll("changes") List<Change> changes) throws IOException {
        check(plain, changes);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.BOUNDED)
    void changesThroughOffsetActAsOnAModel(@ForAll("changes") List<Change> changes) throws IOException {
        check(shifted, changes);
    }

    private static void check(LocalServer server, List<Change> changes) throws IOException {
        for (ReplyStyle style : List.of(ReplyStyle.STRUCTURED, ReplyStyle.EXTENDED)) {
            try (NbdClient client = connect(server, style)) {
                RangeModel model = new RangeModel();
                empty(client);
                for (Change change : changes) {
                    carryOut(client, change);
                    model.fill(change.offset(), change.length(), change.kind() == Kind.WRITE ? change.value() : 0);
                    compare(client, model, change.offset());
                    compare(client, model, change.offset() + change.length());
                }
                compareExtents(client, model);
            }
        }
    }

    private static NbdClient connect(LocalServer server, ReplyStyle style) throws IOException {
        NbdUri uri = NbdUri.unix(((UnixDomainSocketAddress) server.unix()).getPath(), "");
        Handshake handshake = Handshake.connect(uri);
        if (style == ReplyStyle.EXTENDED) {
            handshake.extendedHeaders();
        } else {
            handshake.structuredReplies();
        }
        handshake.setMetaContexts("", BlockStatus.BASE_ALLOCATION);
        handshake.go("");
        return new NbdClient(handshake.transmission());
    }

    /** Empties the disk, which keeps its contents from one client to the next. */
    private static void empty(NbdClient client) throws IOException {
        long half = SIZE / 2;
        client.trim(0, half, 0);
        client.trim(half, half, 0);
    }

    private static void carryOut(NbdClient client, Change change) throws IOException {
        switch (change.kind()) {
            case WRITE -> {
                byte[] bytes = new byte[(int) change.length()];
                java.util.Arrays.fill(bytes, change.value());
                client.write(change.offset(), ByteBuffer.wrap(bytes), 0);
            }
            case ZERO -> client.writeZeroes(change.offset(), change.length(), 0);
            case ZERO_ALLOCATED -> client.writeZeroes(change.offset(), change.length(), CommandFlags.NO_HOLE);
            case TRIM -> client.trim(change.offset(), change.length(), 0);
        }
    }

    private static void compare(NbdClient client, RangeModel model, long border) throws IOException {
        long from = Math.max(0, border - WINDOW / 2);
        int length = (int) Math.min(WINDOW, SIZE - from);
        if (length > 0) {
            ByteBuffer read = client.read(from, ByteBuffer.allocate(length), 0).data();
            byte[] bytes = new byte[read.remaining()];
            read.get(bytes);
            assertArrayEquals(model.read(from, length), bytes, () -> "from " + from);
        }
    }

    /** Extents are adjacent, cover the whole disk, and call no range zero that has other bytes. */
    private static void compareExtents(NbdClient client, RangeModel model) throws IOException {
        long at = 0;
        while (at < SIZE) {
            long length = Math.min(SIZE - at, 0xffff_f000L);
            for (Extent extent : client.blockStatus(at, length, 0).get(BlockStatus.BASE_ALLOCATION)) {
                assertEquals(at, extent.offset());
                assertTrue(extent.length() > 0 && at + extent.length() <= SIZE, extent::toString);
                boolean zero = (extent.status() & BlockStatus.ZERO) != 0;
                assertTrue(!zero || model.isZero(extent.offset(), extent.length()), extent::toString);
                at += extent.length();
            }
        }
    }
}
