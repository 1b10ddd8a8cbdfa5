// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HandedState;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.RequestFlags;
import dev.platter.api.Stateful;
import dev.platter.api.ThreadModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A plugin that hands its bytes over to the next instance, and records the calls of each instance. */
@NbdPlugin(name = "contents", summary = "bytes that outlive it", threadModel = ThreadModel.PARALLEL)
final class ContentsPlugin implements Plugin, Stateful {
    static final int SIZE = 1 << 20;

    /** The failure of an instance, or its difference from the one before. */
    enum Fault {
        NONE,
        RELEASE,
        ADOPT,
        START,
        SECOND_OPEN,
        SMALLER,
        WITHOUT_TRIM,
        ALONE
    }

    private final String name;
    private final FakePlugin.Kind kind;
    private final Fault fault;
    private final List<String> calls;
    private final AtomicInteger opened = new AtomicInteger();
    private byte @Nullable [] bytes;
    private @Nullable Context context;

    private ContentsPlugin(String name, FakePlugin.Kind kind, Fault fault, List<String> calls) {
        this.name = name;
        this.kind = kind;
        this.fault = fault;
        this.calls = calls;
    }

    static ContentsPlugin first(FakePlugin.Kind kind) {
        return new ContentsPlugin("first", kind, Fault.NONE, new CopyOnWriteArrayList<>());
    }

    static ContentsPlugin first(FakePlugin.Kind kind, Fault fault) {
        return new ContentsPlugin("first", kind, fault, new CopyOnWriteArrayList<>());
    }

    /** The next instance, which adds to the same record. */
    ContentsPlugin next(String called, FakePlugin.Kind of, Fault with) {
        return new ContentsPlugin(called, of, with, calls);
    }

    /** The recorded calls, without reads and writes. */
    List<String> calls() {
        return calls;
    }

    @Override
    public ThreadModel threadModel() {
        return fault == Fault.ALONE ? ThreadModel.SERIALIZE_CONNECTIONS : ThreadModel.PARALLEL;
    }

    private void call(String what, Fault at) throws IOException {
        calls.add(name + " " + what);
        if (fault == at) {
            throw new IOException(name + " fails on purpose");
        }
    }

    @Override
    public void adopt(HandedState state) throws IOException {
        call("adopt", Fault.ADOPT);
        bytes = state.get("bytes", byte[].class);
    }

    @Override
    public void start(Context context) throws IOException {
        call("start", Fault.START);
        this.context = context;
        if (bytes == null) {
            bytes = new byte[SIZE];
        }
    }

    @Override
    public HandedState release() throws IOException {
        call("release", Fault.RELEASE);
        return HandedState.of("contents", 1, Map.of("bytes", contents()));
    }

    @Override
    public void keep() {
        calls.add(name + " keep");
    }

    @Override
    public void stop() {
        calls.add(name + " stop");
    }

    private byte[] contents() {
        if (bytes == null) {
            throw new IllegalStateException("not started");
        }
        return bytes;
    }

    @Override
    public Disk open(Client client) throws IOException {
        if (opened.incrementAndGet() == 2 && fault == Fault.SECOND_OPEN) {
            throw new IOException(name + " opens only once");
        }
        Disk disk = new BytesDisk(contents());
        return kind == FakePlugin.Kind.ASYNCHRONOUS || kind == FakePlugin.Kind.BEGUN ? later(disk) : disk;
    }

    /** Makes reads and writes complete on other threads. */
    private Disk later(Disk disk) {
        return new ForwardingAsyncDisk(disk) {
            @Override
            public boolean completesOnReturn() {
                return false;
            }

            @Override
            public boolean blocking() {
                return kind == FakePlugin.Kind.BEGUN;
            }

            @Override
            public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
                workers().execute(() -> next().read(into, offset, holes, completion));
            }

            @Override
            public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
                workers().execute(() -> next().write(from, offset, flags, completion));
            }
        };
    }

    private Executor workers() {
        if (context == null) {
            throw new IllegalStateException("not started");
        }
        return context.workers();
    }

    private final class BytesDisk implements Disk {
        private final byte[] content;

        private BytesDisk(byte[] content) {
            this.content = content;
        }

        @Override
        public long size() {
            return fault == Fault.SMALLER ? SIZE - 512 : SIZE;
        }

        @Override
        public Features features() {
            return Features.writable().withFlush().withTrim(fault != Fault.WITHOUT_TRIM);
        }

        @Override
        public boolean blocking() {
            return kind == FakePlugin.Kind.BLOCKING;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            into.put(content, (int) offset, into.remaining());
        }

        @Override
        public void write(ByteBuffer from, long offset, RequestFlags flags) {
            from.get(content, (int) offset, from.remaining());
        }

        @Override
        public void trim(long offset, long length, RequestFlags flags) {}

        @Override
        public void flush() {}

        @Override
        public void close() {
            calls.add(name + " close");
        }
    }
}
