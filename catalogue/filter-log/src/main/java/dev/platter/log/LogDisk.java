// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.log;

import dev.platter.api.AroundDisk;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.Operation;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Logs each request when it comes and when it ends. */
final class LogDisk extends AroundDisk {
    /** The requests in the words of nbdkit's log, which has none for other contexts. */
    private static final Map<Operation, String> ACTS = new EnumMap<>(Map.of(
            Operation.READ, "Read",
            Operation.WRITE, "Write",
            Operation.FLUSH, "Flush",
            Operation.TRIM, "Trim",
            Operation.ZERO, "Zero",
            Operation.CACHE, "Cache",
            Operation.EXTENTS, "Extents",
            Operation.BLOCK_STATUS, "BlockStatus"));

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
    protected void around(Operation operation, Call call) {
        String act = ACTS.get(operation);
        long id = log.enter(act, fields(operation, call));
        if (operation == Operation.EXTENTS || operation == Operation.BLOCK_STATUS) {
            List<String> told = new ArrayList<>();
            call.proceed(told(operation, call.extentSink(), told), new Leaving(act, id, told, call.completion()));
        } else {
            call.proceed(new Leaving(act, id, List.of(), call.completion()));
        }
    }

    private static Field[] fields(Operation operation, Call call) {
        Field offset = Field.hex("offset", call.offset());
        Field count = Field.hex("count", call.length());
        RequestFlags flags = call.flags();
        return switch (operation) {
            case FLUSH -> new Field[0];
            case READ, CACHE, EXTENTS -> new Field[] {offset, count};
            case WRITE, TRIM -> new Field[] {offset, count, fua(flags)};
            case ZERO ->
                new Field[] {
                    offset, count, Field.flag("trim", !flags.noHole()), fua(flags), Field.flag("fast", flags.fastZero())
                };
            case BLOCK_STATUS -> new Field[] {Field.text("context", call.context()), offset, count};
        };
    }

    /** Notes the extents that the disk behind reports. */
    private static ExtentSink told(Operation operation, ExtentSink sink, List<String> told) {
        return (at, size, status) -> {
            addExtent(
                    told,
                    at,
                    size,
                    operation == Operation.EXTENTS
                            ? Quoting.quoted(Allocation.named(status))
                            : "0x" + Long.toHexString(status));
            return sink.add(at, size, status);
        };
    }

    private static void addExtent(List<String> told, long at, long size, String status) {
        told.add("0x" + Long.toHexString(at));
        told.add("0x" + Long.toHexString(size));
        told.add(status);
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
