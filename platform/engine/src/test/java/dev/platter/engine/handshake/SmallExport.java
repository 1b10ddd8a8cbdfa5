// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.RequestFlags;
import dev.platter.api.ThreadModel;
import dev.platter.engine.export.Chain;
import dev.platter.engine.export.ExportAccount;
import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Revision;
import dev.platter.engine.export.ServedExport;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An export of zeroes that records the calls of its plugin. It opens every name except "forbidden" and "broken", has a
 * description, and is listed.
 */
final class SmallExport implements AutoCloseable {
    static final int SIZE = 1 << 20;

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Chain chain;
    private final Revision revision;

    SmallExport() throws IOException {
        this(ThreadModel.PARALLEL);
    }

    SmallExport(ThreadModel model) throws IOException {
        chain = Chain.of("small", new Zeroes(model)).build();
        chain.prepare();
        chain.start(reason -> {});
        revision = new Revision(chain);
    }

    /** The export with this policy. */
    ServedExport under(ExportPolicy policy) {
        return new ServedExport(revision, policy, new ExportAccount());
    }

    Revision revision() {
        return revision;
    }

    List<String> calls() {
        return calls;
    }

    @Override
    public void close() {
        chain.stop();
    }

    @NbdPlugin(name = "small", summary = "zeroes", threadModel = ThreadModel.PARALLEL)
    private final class Zeroes implements Plugin {
        private final ThreadModel model;

        private Zeroes(ThreadModel model) {
            this.model = model;
        }

        @Override
        public ThreadModel threadModel() {
            return model;
        }

        @Override
        public void accept(Client client) {
            calls.add("accept");
        }

        @Override
        public Disk open(Client client) throws IOException {
            calls.add("open " + client.exportName());
            return switch (client.exportName()) {
                case "forbidden" -> throw new DiskException(NbdError.EPERM, "not for you");
                case "broken" -> throw new IllegalStateException("a mistake");
                default -> new ZeroDisk();
            };
        }
    }

    private final class ZeroDisk implements Disk {
        @Override
        public long size() {
            return SIZE;
        }

        @Override
        public Features features() {
            return Features.writable().withFlush();
        }

        @Override
        public boolean blocking() {
            return false;
        }

        @Override
        public Optional<String> description() {
            return Optional.of("zeroes");
        }

        @Override
        public List<String> metaContexts() {
            return List.of("small:first", "small:second");
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            into.position(into.limit());
        }

        @Override
        public void write(ByteBuffer from, long offset, RequestFlags flags) {}

        @Override
        public void flush() {}

        @Override
        public void close() {
            calls.add("close");
        }
    }
}
