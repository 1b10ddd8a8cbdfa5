// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request that outlives the turn in which it came: one that a worker carries out, or an asynchronous disk. It has
 * its own buffer, and its end is told to the connection exactly once, by whichever thread.
 */
final class Request implements Completion {
    private final int command;
    private final int flags;
    private final long cookie;
    private final long offset;
    private final long length;
    private final List<MetaContext> contexts;
    private final @Nullable ByteBuf buffer;
    private final @Nullable ByteBuffer data;
    private final Consumer<Request> ended;
    private final HoleList holes = new HoleList();
    private final List<ExtentList> extents = new ArrayList<>();
    private final AtomicBoolean told = new AtomicBoolean();
    private long began;
    private @Nullable AsyncDisk asynchronous;
    private @Nullable IOException failure;

    /**
     * Takes a request down.
     *
     * @param contexts what a block status is to tell of
     * @param buffer the data of a write, or room for the reply of a read; given away
     * @param data the bytes in it that the disk sees
     * @param ended is told once
     */
    Request(
            int command,
            int flags,
            long cookie,
            long offset,
            long length,
            List<MetaContext> contexts,
            @Nullable ByteBuf buffer,
            @Nullable ByteBuffer data,
            Consumer<Request> ended) {
        this.command = command;
        this.flags = flags;
        this.cookie = cookie;
        this.offset = offset;
        this.length = length;
        this.contexts = contexts;
        this.buffer = buffer;
        this.data = data;
        this.ended = ended;
        holes.begin((int) Math.min(length, Integer.MAX_VALUE));
    }

    /** Takes down when it was submitted. */
    void begins(long now) {
        began = now;
    }

    long began() {
        return began;
    }

    int command() {
        return command;
    }

    int flags() {
        return flags;
    }

    long cookie() {
        return cookie;
    }

    long offset() {
        return offset;
    }

    long length() {
        return length;
    }

    @Nullable
    ByteBuf buffer() {
        return buffer;
    }

    List<MetaContext> contexts() {
        return contexts;
    }

    HoleList holes() {
        return holes;
    }

    List<ExtentList> extents() {
        return extents;
    }

    @Nullable
    IOException failure() {
        return failure;
    }

    /** How much memory it holds, in bytes. */
    int weight() {
        return buffer == null ? 0 : buffer.capacity();
    }

    /** Carries it out on the calling thread, which may wait. */
    void carryOut(Disk disk) {
        try {
            perform(disk);
        } catch (IOException e) {
            failed(e);
            return;
        } catch (RuntimeException | Error e) {
            failed(new DiskException(NbdError.EIO, "unexpected " + e, e));
            return;
        }
        succeeded();
    }

    private void perform(Disk disk) throws IOException {
        RequestFlags requestFlags = RequestFlags.of(flags);
        switch (command) {
            case Commands.READ -> disk.read(data(), offset, holes);
            case Commands.WRITE -> disk.write(data(), offset, requestFlags);
            case Commands.FLUSH -> disk.flush();
            case Commands.TRIM -> disk.trim(offset, length, requestFlags);
            case Commands.WRITE_ZEROES -> disk.zero(offset, length, requestFlags);
            case Commands.CACHE -> disk.cache(offset, length);
            default -> {
                for (MetaContext context : contexts) {
                    if (context.name().equals(BlockStatus.BASE_ALLOCATION)) {
                        disk.extents(offset, length, nextExtents());
                    } else {
                        disk.blockStatus(context.name(), offset, length, nextExtents());
                    }
                }
            }
        }
    }

    /** Begins it; its end comes later, or already before this returns. */
    void start(AsyncDisk disk) {
        try {
            begin(disk);
        } catch (RuntimeException | Error e) {
            failed(new DiskException(NbdError.EIO, "unexpected " + e, e));
        }
    }

    private void begin(AsyncDisk disk) {
        asynchronous = disk;
        RequestFlags requestFlags = RequestFlags.of(flags);
        switch (command) {
            case Commands.READ -> disk.read(data(), offset, holes, this);
            case Commands.WRITE -> disk.write(data(), offset, requestFlags, this);
            case Commands.FLUSH -> disk.flush(this);
            case Commands.TRIM -> disk.trim(offset, length, requestFlags, this);
            case Commands.WRITE_ZEROES -> disk.zero(offset, length, requestFlags, this);
            case Commands.CACHE -> disk.cache(offset, length, this);
            default -> nextContext(disk);
        }
    }

    /** The contexts of one request are asked for one after the other. */
    private void nextContext(AsyncDisk disk) {
        MetaContext context = contexts.get(extents.size());
        if (context.name().equals(BlockStatus.BASE_ALLOCATION)) {
            disk.extents(offset, length, nextExtents(), this);
        } else {
            disk.blockStatus(context.name(), offset, length, nextExtents(), this);
        }
    }

    private ExtentList nextExtents() {
        ExtentList list = new ExtentList();
        list.begin(offset, length, (flags & CommandFlags.REQ_ONE) != 0);
        extents.add(list);
        return list;
    }

    private ByteBuffer data() {
        if (data == null) {
            throw new IllegalStateException(Commands.nameOf(command) + " has no data");
        }
        return data;
    }

    @Override
    public void succeeded() {
        if (command == Commands.BLOCK_STATUS && asynchronous != null && extents.size() < contexts.size()) {
            try {
                nextContext(asynchronous);
            } catch (RuntimeException | Error e) {
                failed(new DiskException(NbdError.EIO, "unexpected " + e, e));
            }
        } else {
            end(null);
        }
    }

    @Override
    public void failed(IOException error) {
        end(error);
    }

    private void end(@Nullable IOException error) {
        if (told.compareAndSet(false, true)) {
            failure = error;
            ended.accept(this);
        }
    }
}
