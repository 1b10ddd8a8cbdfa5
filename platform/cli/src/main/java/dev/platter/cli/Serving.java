// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.engine.NbdServer;
import dev.platter.engine.export.Chain;
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.ServedExport;
import dev.platter.engine.policy.HandshakePolicy;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/** A chain behind a socket, from its preparation to its end. Closing it leaves nothing behind. */
final class Serving implements AutoCloseable {
    /** For requests in flight; idle clients are not waited for. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Chain chain;
    private final NbdServer server;

    private Serving(Chain chain, NbdServer server) {
        this.chain = chain;
        this.server = server;
    }

    /**
     * Starts a chain and listens.
     *
     * @param shutdown is told when a member of the chain wants the run to end
     * @throws StartException if a member or a socket fails; what was started is stopped then
     */
    static Serving start(
            Chain chain,
            Listening where,
            boolean readOnly,
            HandshakePolicy handshake,
            Encryption encryption,
            Console log,
            Consumer<String> shutdown)
            throws StartException {
        try {
            chain.prepare();
            chain.start(shutdown);
            NbdServer.Builder server = NbdServer.builder()
                    .exports(Exports.any(new ServedExport(chain, readOnly)))
                    .handshake(handshake)
                    .loggers(log);
            encryption.apply(server);
            for (SocketAddress address : where.addresses()) {
                server.listen(address);
            }
            return new Serving(chain, server.start());
        } catch (IOException | RuntimeException e) {
            chain.stop();
            throw new StartException(Sentence.of(e), e);
        }
    }

    /** The first socket that is listened on. */
    SocketAddress address() {
        return server.addresses().getFirst();
    }

    @Override
    public void close() {
        if (server.stop(GRACE)) {
            chain.stop();
        }
    }
}
