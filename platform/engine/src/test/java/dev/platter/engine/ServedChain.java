// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.engine.export.Chain;
import dev.platter.engine.export.ExportAccount;
import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.Handover;
import dev.platter.engine.export.Revision;
import dev.platter.engine.export.ServedExport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Serves a chain on a free port until the test ends. */
final class ServedChain implements AfterEachCallback {
    private static final Duration GRACE = Duration.ofSeconds(20);

    private @Nullable Revision revision;
    private @Nullable NbdServer server;

    /** Serves a chain with default options; stops the chain that was served before. */
    void serve(Chain.Builder members) throws IOException {
        serve(members, false, server -> server);
    }

    /** Serves a chain, with the server's options set by {@code how}. */
    void serve(Chain.Builder members, boolean readOnly, UnaryOperator<NbdServer.Builder> how) throws IOException {
        stop();
        Chain started = members.build();
        Revision served = new Revision(started);
        revision = served;
        started.prepare();
        started.start(reason -> {});
        server = how.apply(NbdServer.builder()
                        .exports(Exports.any(new ServedExport(
                                served,
                                readOnly ? ExportPolicy.OPEN.withReadOnly() : ExportPolicy.OPEN,
                                new ExportAccount())))
                        .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
                .start();
    }

    NbdServer server() {
        if (server == null) {
            throw new IllegalStateException("nothing is served");
        }
        return server;
    }

    /** The revision that is served. */
    Revision revision() {
        if (revision == null) {
            throw new IllegalStateException("nothing is served");
        }
        return revision;
    }

    /** Tells this object that another revision is now served, which it then stops at the end. */
    void replacedBy(Revision other) {
        revision = other;
    }

    /** Hands the clients over to another chain, as a live upgrade does, and stops the present one. */
    void handOver(Chain.Builder to) throws IOException, InterruptedException {
        Revision next = new Revision(to.build());
        next.chain().prepare();
        Handover handover = Handover.toPrepared(
                revision(), next, reason -> {}, () -> next.chain().stop(), System.getLogger("served-chain"));
        handover.move(GRACE);
        handover.commit().join();
        revision().chain().stop();
        replacedBy(next);
    }

    /** Connects a client. */
    RawClient connect() throws IOException {
        return new RawClient(server());
    }

    /** Connects a client and begins transmission with simple replies. */
    RawClient transmit() throws IOException {
        return connect().greet().go();
    }

    /** Stops the server and the chain. */
    void stop() {
        if (server != null) {
            server.stop(GRACE);
            server = null;
        }
        if (revision != null) {
            revision.chain().stop();
            revision = null;
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stop();
    }
}
