// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import dev.platter.api.Filter;
import dev.platter.api.Plugin;
import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import dev.platter.engine.NbdServer;
import dev.platter.engine.ServerMemory;
import dev.platter.engine.export.Chain;
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.Provisions;
import dev.platter.engine.export.ServedExport;
import dev.platter.engine.resources.MemoryShare;
import dev.platter.nbd.BlockStatus;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A plugin, and filters in front of it, in the real engine on a Unix socket of its own, which only this user can reach.
 *
 * <p>Its methods may be called by any thread, {@link #close} by one.
 */
public final class Served implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Chain chain;
    private final ServerMemory memory;

    /** A read-only server serves the chain of another server, which starts and stops the chain. */
    private final boolean readOnly;

    private final Path folder;
    private final NbdServer server;
    private final LogBook log;
    private final List<NbdClient> clients = new ArrayList<>();
    private boolean closed;

    private Served(Chain chain, ServerMemory memory, boolean readOnly, LogBook log) throws IOException {
        this.chain = chain;
        this.memory = memory;
        this.readOnly = readOnly;
        this.log = log;
        folder = Files.createTempDirectory("nbd");
        try {
            if (!readOnly) {
                chain.prepare();
                chain.start(reason -> {});
            }
            server = NbdServer.builder()
                    .exports(Exports.any(new ServedExport(chain, readOnly)))
                    .listen(UnixDomainSocketAddress.of(socket()))
                    .memory(memory)
                    .loggers(log::logger)
                    .start();
        } catch (IOException | RuntimeException | Error e) {
            if (!readOnly) {
                chain.stop();
            }
            Files.delete(folder);
            throw e;
        }
    }

    /**
     * Prepares, starts and serves a plugin with filters in front of it.
     *
     * @param plugin the plugin, constructed; {@link #close} stops it
     * @param filters the filters, constructed, the outermost first as on a command line
     * @return the server
     * @throws IOException if it does not start; what was started is then stopped
     */
    public static Served of(Plugin plugin, Filter... filters) throws IOException {
        Chain.Builder chain = Chain.of("plugin-under-test", plugin);
        for (Filter filter : filters) {
            chain.filter("filter-under-test", filter);
        }
        return of(chain);
    }

    /**
     * Prepares, starts and serves a chain.
     *
     * @param chain the description of the chain
     * @return the server
     * @throws IOException if it does not start; what was started is then stopped
     */
    public static Served of(Chain.Builder chain) throws IOException {
        return of(chain, new LogBook());
    }

    /**
     * Prepares, starts and serves a chain.
     *
     * @param chain the description of the chain
     * @param log takes the messages of its members and of the server
     * @return the server
     * @throws IOException if it does not start; what was started is then stopped
     */
    public static Served of(Chain.Builder chain, LogBook log) throws IOException {
        ServerMemory memory = new ServerMemory();
        Provisions provisions = new Provisions() {
            @Override
            public MemoryShare memory() {
                return memory.member("");
            }
        };
        return new Served(chain.loggers(log::logger).provisions(provisions).build(), memory, false, log);
    }

    /**
     * Serves the same chain a second time, to clients that must not write.
     *
     * @return the second server, to be closed before this one
     * @throws IOException if the socket cannot be made
     */
    public Served readOnly() throws IOException {
        return new Served(chain, memory, true, log);
    }

    private Path socket() {
        return folder.resolve("nbd.sock");
    }

    /**
     * The address of the default export.
     *
     * @return the URI
     */
    public NbdUri uri() {
        return NbdUri.unix(socket(), "");
    }

    /**
     * The chain itself, to open disks without a connection.
     *
     * @return the chain, started
     */
    public Chain chain() {
        return chain;
    }

    /**
     * The messages of members and server so far. They go nowhere else, so that failures on purpose make no noise.
     *
     * @return the log
     */
    public LogBook log() {
        return log;
    }

    /**
     * Connects, and asks for the context {@code base:allocation}.
     *
     * @return a new connection; the caller may close it, and {@link #close} does
     * @throws IOException if the client is refused
     */
    public synchronized NbdClient client() throws IOException {
        NbdClient client = NbdClient.connect(uri(), BlockStatus.BASE_ALLOCATION);
        clients.add(client);
        return client;
    }

    /**
     * Closes the clients, and stops server and chain. A second call does nothing.
     *
     * @throws IOException if a call of the plugin does not return, so that its disk could not be closed and the chain
     *     was not stopped
     */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        for (NbdClient client : clients) {
            client.close();
        }
        boolean clean = server.stop(GRACE);
        Files.delete(folder);
        if (!clean) {
            throw new IOException("a call of the plugin has not returned within " + GRACE.toSeconds()
                    + " seconds after its client has gone, so a disk could not be closed");
        }
        if (!readOnly) {
            chain.stop();
        }
    }
}
