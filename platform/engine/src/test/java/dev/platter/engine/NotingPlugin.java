// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.BiConsumer;

/** Notes for each call whether its own class loader is the thread's context class loader. */
@NbdPlugin(name = "noting", summary = "notes class loaders", threadModel = ThreadModel.PARALLEL)
public final class NotingPlugin implements Plugin {
    private final BiConsumer<String, Boolean> notes;
    private final String kind;

    /**
     * Created by reflection, from another class loader; so all parameters are of the JDK's types.
     *
     * @param kind INLINE, BLOCKING, ASYNCHRONOUS or BEGUN
     */
    public NotingPlugin(BiConsumer<String, Boolean> notes, String kind) {
        this.notes = notes;
        this.kind = kind;
    }

    private void note(String call) {
        notes.accept(call, Thread.currentThread().getContextClassLoader() == NotingPlugin.class.getClassLoader());
    }

    @Override
    public void prepare() {
        note("prepare");
    }

    @Override
    public ThreadModel threadModel() {
        note("threadModel");
        return ThreadModel.PARALLEL;
    }

    @Override
    public void start(Context context) {
        note("start");
        context.workers().execute(() -> note("worker"));
        context.schedule(Duration.ZERO, () -> note("schedule"));
        context.schedule(context.client(), Duration.ZERO, _ -> note("wakeup"));
    }

    @Override
    public void accept(Client client) {
        note("accept");
    }

    @Override
    public Disk open(Client client) {
        note("open");
        client.whenGone(() -> note("gone"));
        return kind.equals("ASYNCHRONOUS") || kind.equals("BEGUN") ? new Later() : new AtOnce();
    }

    @Override
    public void stop() {
        note("stop");
    }

    private class AtOnce implements Disk {
        @Override
        public long size() {
            note("size");
            return 4096;
        }

        @Override
        public boolean blocking() {
            return kind.equals("BLOCKING");
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            note("read");
            into.position(into.limit());
        }

        @Override
        public void close() {
            note("close");
        }
    }

    private final class Later extends AtOnce implements AsyncDisk {
        @Override
        public boolean blocking() {
            return kind.equals("BEGUN");
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
            read(into, offset, holes);
            completion.succeeded();
        }
    }
}
