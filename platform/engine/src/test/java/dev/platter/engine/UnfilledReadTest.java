// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdFilter;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Opener;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.engine.export.Chain;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A read that reports success without filling its buffer fails, and the log names the member that has not filled it. */
@Timeout(30)
class UnfilledReadTest {
    private static final int LENGTH = 512;

    /** Reads below this offset are not filled. */
    private static final int SHORT_BELOW = 4096;

    @RegisterExtension
    private final ServedChain served = new ServedChain();

    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    /** Where the reads of a member run, and how they end. */
    private enum Way {
        INLINE,
        ON_WORKERS,
        ASYNCHRONOUS
    }

    /** Fills all bytes but one. */
    private static void fillMost(ByteBuffer into, long offset) {
        int end = into.limit() - (offset < SHORT_BELOW ? 1 : 0);
        while (into.position() < end) {
            into.put((byte) 7);
        }
    }

    private record Careless(Way way) implements Disk {
        @Override
        public long size() {
            return 1 << 20;
        }

        @Override
        public boolean blocking() {
            return way == Way.ON_WORKERS;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            fillMost(into, offset);
        }
    }

    private record CarelessLater() implements AsyncDisk {
        @Override
        public long size() {
            return 1 << 20;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
            Thread.ofVirtual().start(() -> {
                fillMost(into, offset);
                completion.succeeded();
            });
        }
    }

    @NbdPlugin(name = "careless", summary = "fills all bytes but one", threadModel = ThreadModel.PARALLEL)
    private record CarelessPlugin(Way way) implements Plugin {
        @Override
        public Disk open(Client client) {
            return way == Way.ASYNCHRONOUS ? new CarelessLater() : new Careless(way);
        }
    }

    @NbdFilter(name = "around", summary = "puts a disk in front of another")
    private record Around(UnaryOperator<Disk> wrapper) implements Filter {
        @Override
        public Disk open(Opener next, Client client) throws IOException {
            return wrapper.apply(next.open(client));
        }
    }

    /** Passes reads on, with the same buffer and the same completion. */
    private static final class Transparent extends ForwardingAsyncDisk {
        Transparent(Disk next) {
            super(next);
        }

        @Override
        public boolean completesOnReturn() {
            return next().completesOnReturn();
        }
    }

    /** Reads into a buffer of its own, and copies what it got. */
    private static final class Copying extends ForwardingDisk {
        Copying(Disk next) {
            super(next);
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
            ByteBuffer own = ByteBuffer.allocateDirect(into.remaining());
            next().read(own, offset, HoleSink.NONE);
            into.put(own.flip());
        }
    }

    /** Gives the disk behind a view of the buffer, and forgets that its own position does not move with that. */
    private static final class Slicing extends ForwardingAsyncDisk {
        Slicing(Disk next) {
            super(next);
        }

        @Override
        public boolean completesOnReturn() {
            return next().completesOnReturn();
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
            next().read(offset < SHORT_BELOW ? into.slice() : into, offset, holes, completion);
        }
    }

    /** Leaves the position at a limit that is not the one it was given. */
    private static final class Lowering extends ForwardingDisk {
        Lowering(Disk next) {
            super(next);
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
            next().read(into.limit(into.limit() - (offset < SHORT_BELOW ? 1 : 0)), offset, holes);
        }
    }

    private void readFails(Chain.Builder chain, String culprit) throws IOException {
        served.serve(chain, false, server -> server.loggers(name -> new ErrorLog(name, errors)));
        try (RawClient client = served.transmit()) {
            client.request(Commands.READ, 0, 1, 1024, LENGTH);
            assertEquals(NbdError.EIO.code(), client.reply(1));
            client.request(Commands.READ, 0, 2, SHORT_BELOW, LENGTH);
            assertEquals(0, client.reply(2), "the error belongs to one request");
            client.in.skipNBytes(LENGTH);
        }
        served.stop();
        assertEquals(1, errors.size(), errors.toString());
        assertTrue(errors.element().contains(culprit + " has filled "), errors.toString());
        assertTrue(errors.element().contains(" of 512 bytes of a read at 1024"), errors.toString());
    }

    @ParameterizedTest
    @EnumSource
    void aPluginThatDoesNotFillTheBufferIsNamed(Way way) throws IOException {
        readFails(Chain.of("careless", new CarelessPlugin(way)), "the plugin careless");
    }

    @ParameterizedTest
    @EnumSource
    void aFilterThatOnlyPassesTheReadOnIsNotBlamed(Way way) throws IOException {
        readFails(
                Chain.of("careless", new CarelessPlugin(way)).filter("transparent", new Around(Transparent::new)),
                "the plugin careless");
    }

    @ParameterizedTest
    @EnumSource
    void aFilterThatReadsForItselfIsToldOfTheUnfilledRead(Way way) throws IOException {
        readFails(
                Chain.of("careless", new CarelessPlugin(way)).filter("copying", new Around(Copying::new)),
                "the plugin careless");
    }

    @ParameterizedTest
    @EnumSource(FakePlugin.Kind.class)
    void aFilterThatDoesNotMoveThePositionIsNamed(FakePlugin.Kind kind) throws IOException {
        readFails(
                Chain.of("fake", new FakePlugin(kind))
                        .filter("outer", new Around(Transparent::new))
                        .filter("slicing", new Around(Slicing::new))
                        .filter("inner", new Around(Transparent::new)),
                "the filter slicing");
    }

    @Test
    void aLoweredLimitDoesNotHideTheMissingBytes() throws IOException {
        readFails(
                Chain.of("fake", new FakePlugin(FakePlugin.Kind.INLINE)).filter("lowering", new Around(Lowering::new)),
                "the filter lowering");
    }
}
