// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.RequestFlags;
import dev.platter.api.ThreadModel;
import dev.platter.engine.NbdServer;
import dev.platter.engine.export.Chain;
import dev.platter.engine.export.ExportAccount;
import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.Revision;
import dev.platter.engine.export.ServedExport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A server on a TCP port of the loopback, which records the clients that it opens disks for. */
final class TlsServer implements AutoCloseable {
    static final int SIZE = 4 << 20;

    final BlockingQueue<Client> openedFor = new LinkedBlockingQueue<>();
    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger lent = new AtomicInteger();
    final AtomicInteger landed = new AtomicInteger();
    final LogLines log = new LogLines();
    private final Chain chain;
    private NbdServer server;

    @NbdPlugin(name = "witness", summary = "an array", threadModel = ThreadModel.PARALLEL)
    private final class Witness implements Plugin {
        @Override
        public Disk open(Client client) {
            openedFor.add(client);
            open.incrementAndGet();
            return new Array();
        }
    }

    private final class Array implements Disk {
        private final ByteBuffer bytes = ByteBuffer.allocateDirect(SIZE);

        @Override
        public long size() {
            return SIZE;
        }

        @Override
        public Features features() {
            return Features.writable();
        }

        @Override
        public boolean blocking() {
            return false;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            into.put(bytes.slice((int) offset, into.remaining()));
        }

        @Override
        public boolean lend(long offset, int length, Loan loan) {
            lent.incrementAndGet();
            loan.memory(bytes.slice((int) offset, length));
            return true;
        }

        @Override
        public Optional<Landing> land(long offset, int length, RequestFlags flags) {
            ByteBuffer memory = ByteBuffer.allocateDirect(length);
            return Optional.of(new Landing() {
                @Override
                public List<ByteBuffer> buffers() {
                    return List.of(memory.slice(0, 1), memory.slice(1, length - 1));
                }

                @Override
                public void commit(Completion completion) {
                    landed.incrementAndGet();
                    bytes.put((int) offset, memory, 0, length);
                    completion.succeeded();
                }

                @Override
                public void abandon() {}
            });
        }

        @Override
        public void write(ByteBuffer from, long offset, RequestFlags flags) {
            bytes.slice((int) offset, from.remaining()).put(from);
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    /** How many reads of 1 MiB should have been lent, if there was one; without native libraries none. */
    static int lentOfOne() {
        return Boolean.getBoolean("platter.portable") ? 0 : 1;
    }

    private TlsServer() {
        try {
            chain = Chain.of("witness", new Witness()).build();
            chain.prepare();
            chain.start(reason -> {});
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Starts a server that has one export under every name. */
    static TlsServer start(UnaryOperator<NbdServer.Builder> options) throws IOException {
        TlsServer test = new TlsServer();
        return test.listen(options.apply(test.builder().exports(Exports.any(new ServedExport(test.chain, false)))));
    }

    /** Starts a server with two exports: "open" for all clients, and "secret" for clients with TLS. */
    static TlsServer selective(TlsCredentials credentials) throws IOException {
        TlsServer test = new TlsServer();
        Map<String, ServedExport> exports = new TreeMap<>(Map.of(
                "open",
                new ServedExport(test.chain, false),
                "secret",
                new ServedExport(new Revision(test.chain), ExportPolicy.OPEN.withTlsOnly(), new ExportAccount())));
        return test.listen(test.builder().tls(credentials, false).exports(new Exports() {
            @Override
            public Optional<ServedExport> find(String name) {
                return Optional.ofNullable(exports.get(name));
            }

            @Override
            public List<ServedExport> all() {
                return List.copyOf(exports.values());
            }
        }));
    }

    private NbdServer.Builder builder() {
        return NbdServer.builder().loggers(log).listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private TlsServer listen(NbdServer.Builder builder) throws IOException {
        server = builder.start();
        return this;
    }

    TlsClient connect() throws IOException {
        return new TlsClient(server);
    }

    /** The server's warnings and errors. Stops the server first, so that the list is complete. */
    List<String> complaints() {
        server.stop(Duration.ofSeconds(10));
        return log.lines();
    }

    @Override
    public void close() {
        server.stop(Duration.ofSeconds(10));
        chain.stop();
    }
}
