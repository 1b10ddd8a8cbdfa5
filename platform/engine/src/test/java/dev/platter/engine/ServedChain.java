// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.engine.export.Chain;
import dev.platter.engine.export.ExportAccount;
import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Exports;
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

/** A chain behind a server on a free port, from when a test asks for it until the test ends. */
final class ServedChain implements AfterEachCallback {
    private static final Duration GRACE = Duration.ofSeconds(20);

    private @Nullable Revision revision;
    private @Nullable NbdServer server;

    /** Serves a chain to whoever comes; what was served before is stopped. */
    void serve(Chain.Builder members) throws IOException {
        serve(members, false, server -> server);
    }

    /** Serves a chain in a certain way. */
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

    /** What is served, with those who use it. */
    Revision revision() {
        if (revision == null) {
            throw new IllegalStateException("nothing is served");
        }
        return revision;
    }

    /** Takes note of what is served in its place. */
    void replacedBy(Revision other) {
        revision = other;
    }

    /** A client that has just connected. */
    RawClient connect() throws IOException {
        return new RawClient(server());
    }

    /** A client that has begun transmission, with simple replies. */
    RawClient transmit() throws IOException {
        return connect().greet().go();
    }

    /** Stops what is served. */
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
