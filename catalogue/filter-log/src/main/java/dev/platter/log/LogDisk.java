// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.log;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Logs each request when it comes and when it ends. */
final class LogDisk extends ForwardingAsyncDisk {
    private final Log log;
    private final long size;
    private final Features features;

    /**
     * @param size the disk's size, already asked for
     * @param features the disk's features, already asked for
     */
    LogDisk(Disk next, Log log, long size, Features features) {
        super(next);
        this.log = log;
        this.size = size;
        this.features = features;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Features features() {
        return features;
    }

    @Override
    public boolean completesOnReturn() {
        return next().completesOnReturn();
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        long id = log.enter("Read", offset(offset), count(into.remaining()));
        next().read(into, offset, holes, new Leaving("Read", id, List.of(), completion));
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        long id = log.enter("Write", offset(offset), count(from.remaining()), fua(flags));
        next().write(from, offset, flags, new Leaving("Write", id, List.of(), completion));
    }

    @Override
    public void flush(Completion completion) {
        long id = log.enter("Flush");
        next().flush(new Leaving("Flush", id, List.of(), completion));
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        long id = log.enter("Trim", offset(offset), count(length), fua(flags));
        next().trim(offset, length, flags, new Leaving("Trim", id, List.of(), completion));
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        long id = log.enter(
                "Zero",
                offset(offset),
                count(length),
                Field.flag("trim", !flags.noHole()),
                fua(flags),
                Field.flag("fast", flags.fastZero()));
        next().zero(offset, length, flags, new Leaving("Zero", id, List.of(), completion));
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        long id = log.enter("Cache", offset(offset), count(length));
        next().cache(offset, length, new Leaving("Cache", id, List.of(), completion));
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        List<String> told = new ArrayList<>();
        long id = log.enter("Extents", offset(offset), count(length));
        next().extents(
                        offset,
                        length,
                        (at, size, status) -> {
                            addExtent(told, at, size, Quoting.quoted(Allocation.named(status)));
                            return sink.add(at, size, status);
                        },
                        new Leaving("Extents", id, told, completion));
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink, Completion completion) {
        List<String> told = new ArrayList<>();
        long id = log.enter("BlockStatus", Field.text("context", context), offset(offset), count(length));
        next().blockStatus(
                        context,
                        offset,
                        length,
                        (at, size, status) -> {
                            addExtent(told, at, size, "0x" + Long.toHexString(status));
                            return sink.add(at, size, status);
                        },
                        new Leaving("BlockStatus", id, told, completion));
    }

    private static void addExtent(List<String> told, long at, long size, String status) {
        told.add("0x" + Long.toHexString(at));
        told.add("0x" + Long.toHexString(size));
        told.add(status);
    }

    private static Field offset(long offset) {
        return Field.hex("offset", offset);
    }

    private static Field count(long length) {
        return Field.hex("count", length);
    }

    private static Field fua(RequestFlags flags) {
        return Field.flag("fua", flags.fua());
    }

    @Override
    public void close() throws IOException {
        log.print("Disconnect", Field.number("transactions", log.entered()));
        super.close();
    }

    /** Logs how a request ended, before the client is told. */
    private final class Leaving implements Completion {
        private final String act;
        private final long id;
        private final List<String> extents;
        private final Completion completion;

        Leaving(String act, long id, List<String> extents, Completion completion) {
            this.act = act;
            this.id = id;
            this.extents = extents;
            this.completion = completion;
        }

        @Override
        public void succeeded() {
            Field success = Field.number("return", 0);
            log.leave(act, id, extents.isEmpty() ? List.of(success) : List.of(Field.list("extents", extents), success));
            completion.succeeded();
        }

        @Override
        public void failed(IOException error) {
            log.leave(act, id, Failure.fields(error));
            completion.failed(error);
        }
    }
}
