// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.examples;

import static dev.platter.api.Contents.IN_INSTANCE;
import static dev.platter.api.ThreadModel.PARALLEL;

import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.HandedState;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.RequestFlags;
import dev.platter.api.Stateful;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * A disk in memory that outlives its plugin: a newer version goes on with the same memory while clients stay connected. Only objects of the
 * JDK's classes are handed over. One flag says which instance holds the memory and gives it back in the end: {@code start} sets it where
 * nothing was adopted, {@code release} clears it, {@code keep} sets it, in the old instance again if the new one has failed.
 */
@NbdPlugin(name = "scratch", summary = "memory that is handed over", threadModel = PARALLEL, contents = IN_INSTANCE)
public final class ScratchPlugin implements Plugin, Stateful {
    private final long size;
    private Arena arena;
    private MemorySegment bytes;
    private boolean holds;

    public record Config(
            @Parameter(magic = true, help = "Size of the disk.")
            Size size) {}

    public ScratchPlugin(Config config) {
        size = config.size().bytes();
    }

    @Override
    public void adopt(HandedState state) throws IOException {
        state.require("scratch", 1, 1);
        arena = state.get("arena", Arena.class);
        bytes = state.get("bytes", MemorySegment.class);
        if (bytes.byteSize() != size) {
            throw new IOException("the disk has " + bytes.byteSize() + " bytes and cannot go on with " + size);
        }
    }

    @Override
    public void start(Context context) {
        if (arena == null) {
            arena = Arena.ofShared();
            holds = true;
            bytes = arena.allocate(size);
        }
    }

    @Override
    public Disk open(Client client) {
        return new ScratchDisk(bytes);
    }

    @Override
    public HandedState release() {
        holds = false;
        return HandedState.of("scratch", 1, Map.of("arena", arena, "bytes", bytes));
    }

    @Override
    public void keep() {
        holds = true;
    }

    @Override
    public void stop() {
        if (holds) {
            arena.close();
        }
    }

    private record ScratchDisk(MemorySegment bytes) implements Disk {
        @Override
        public long size() {
            return bytes.byteSize();
        }

        /** The server writes zeroes, and flushes for FUA; trim and real extents are not offered. */
        @Override
        public Features features() {
            return Features.writable().withFlush().withMultiConn(true);
        }

        @Override
        public boolean blocking() {
            return false;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            into.put(bytes.asSlice(offset, into.remaining()).asByteBuffer());
        }

        @Override
        public void write(ByteBuffer from, long offset, RequestFlags flags) {
            bytes.asSlice(offset, from.remaining()).copyFrom(MemorySegment.ofBuffer(from));
        }

        @Override
        public void flush() {}
    }
}
