// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A revision of an export that notes what is asked of its plugin. */
final class FakeExport {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Chain chain;
    private final Revision revision;
    private volatile boolean failOnClose;

    FakeExport(String name) {
        this(name, ThreadModel.PARALLEL);
    }

    FakeExport(String name, ThreadModel model) {
        chain = Chain.of(name, new NotingPlugin(model)).build();
        revision = new Revision(chain);
    }

    @NbdPlugin(name = "noting", summary = "notes what is asked", threadModel = ThreadModel.PARALLEL)
    private final class NotingPlugin implements Plugin {
        private final ThreadModel model;

        private NotingPlugin(ThreadModel model) {
            this.model = model;
        }

        @Override
        public ThreadModel threadModel() {
            return model;
        }

        @Override
        public Disk open(Client client) {
            calls.add("open");
            return new FakeDisk(1 << 20, () -> {}) {
                @Override
                public void close() throws IOException {
                    calls.add("close");
                    if (failOnClose) {
                        throw new IOException("fails on purpose");
                    }
                }
            };
        }
    }

    void start() throws IOException {
        chain.prepare();
        chain.start(reason -> {});
    }

    void stop() {
        chain.stop();
    }

    Revision revision() {
        return revision;
    }

    List<String> calls() {
        return calls;
    }

    void failOnClose() {
        failOnClose = true;
    }
}
