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
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A revision of an export that records the calls of its plugin. */
final class FakeExport {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Chain chain;
    private final Revision revision;
    private final List<String> opened = new CopyOnWriteArrayList<>();
    private final CountDownLatch opening = new CountDownLatch(1);
    private volatile CountDownLatch goOn = new CountDownLatch(0);
    private volatile @Nullable Exception refusal;
    private volatile boolean failOnOpen;
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
        public void accept(Client client) throws IOException {
            calls.add("accept");
            switch (refusal) {
                case IOException e -> throw e;
                case RuntimeException e -> throw e;
                case null, default -> {}
            }
        }

        @Override
        public void stop() {
            calls.add("stop");
        }

        @Override
        public Disk open(Client client) throws IOException {
            calls.add("open");
            opened.add(client.exportName() + (client.readOnly() ? " readonly" : ""));
            opening.countDown();
            await(goOn);
            if (failOnOpen) {
                throw new IOException("fails on purpose");
            }
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

    /** The names under which disks were opened, and whether read-only. */
    List<String> opened() {
        return opened;
    }

    /**
     * Makes every call of open wait for {@code until}.
     *
     * @return a latch that is counted down when a disk is being opened
     */
    CountDownLatch holdOpening(CountDownLatch until) {
        goOn = until;
        return opening;
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Refuses every client with this exception. */
    void refuse(Exception with) {
        refusal = with;
    }

    void failOnOpen(boolean fails) {
        failOnOpen = fails;
    }

    void failOnClose() {
        failOnClose = true;
    }
}
