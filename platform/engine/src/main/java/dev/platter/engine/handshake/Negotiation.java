// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.api.Export;
import dev.platter.api.TlsSession;
import dev.platter.engine.export.Acceptance;
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.LeaseHolder;
import dev.platter.engine.export.OpenDisk;
import dev.platter.engine.export.ServedExport;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.engine.tls.Tls;
import dev.platter.engine.tls.TlsLayer;
import dev.platter.engine.traffic.Visit;
import dev.platter.engine.transmission.Negotiated;
import dev.platter.nbd.OptionReplies;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The state that options work on: the client, the exports that it may see, what it has agreed on with the server, and
 * the export that it has chosen. Options run one at a time, on the event loop or on a thread that may wait, so two
 * threads never use this at once.
 */
final class Negotiation {
    private final ListenerTerms terms;
    private final Visit visit;
    private final System.Logger logger;
    private final Acceptance acceptance;
    private final Agreement agreement;
    private final ChosenExport chosen;
    private ConnectedClient client;
    private @Nullable TlsLayer layer;

    Negotiation(ClientConnection connection, LeaseHolder holder, ListenerTerms terms) {
        this.terms = terms;
        visit = connection.visit();
        logger = connection.logger();
        client = new ConnectedClient(
                visit.id(),
                connection.channel(),
                connection.presence(),
                connection.credentials(),
                Optional.empty(),
                "",
                false,
                logger);
        visit.is(client);
        acceptance = new Acceptance(client);
        agreement = new Agreement(terms.policy());
        chosen = new ChosenExport(connection, holder, acceptance);
    }

    Agreement agreement() {
        return agreement;
    }

    Exports exports() {
        return terms.exports();
    }

    HandshakePolicy policy() {
        return terms.policy();
    }

    Tls tls() {
        return terms.tls();
    }

    /** Threads that may wait for plugins and filters. */
    Executor openers() {
        return terms.openers();
    }

    // ---- The client ----

    /**
     * If there is only one export, lets its members look at the client. Called on a thread that may wait.
     *
     * @throws IOException if a member refuses the client
     */
    void beginWithClient() throws IOException {
        Optional<ServedExport> sole = terms.exports().sole();
        if (sole.isPresent()) {
            sole.get().revision().accept(acceptance);
        }
    }

    /** Whether the client uses TLS. */
    boolean isSecure() {
        return client.tls().isPresent();
    }

    /** Forgets what was agreed on without TLS, and prepares TLS. Called on a thread that may wait. */
    void prepareTls() {
        close();
        agreement.startOver();
        layer = terms.tls().layer();
    }

    /** The layer that was prepared. */
    TlsLayer layer() {
        TlsLayer prepared = layer;
        if (prepared == null) {
            throw new IllegalStateException("TLS is not prepared");
        }
        return prepared;
    }

    /** Records the client's TLS session. */
    void secure(TlsSession session) {
        client = client.secured(session);
        visit.is(client);
    }

    // ---- Exports ----

    /** Whether the client may know that the export exists. */
    boolean maySee(ServedExport export) {
        return isSecure() || !(terms.tls().required() || export.policy().tlsOnly());
    }

    ServedExport find(String name) throws OptionReplyException {
        ServedExport export = terms.exports()
                .find(name)
                .orElseThrow(
                        () -> new OptionReplyException(OptionReplies.ERR_UNKNOWN, "there is no export '" + name + "'"));
        if (!maySee(export)) {
            throw new OptionReplyException(
                    OptionReplies.ERR_TLS_REQD, "the export '" + name + "' requires TLS: use NBD_OPT_STARTTLS first");
        }
        return export;
    }

    /** The entries of an export in the list. Called on a thread that may wait. */
    List<Export> exportsOf(ServedExport export) throws IOException {
        Optional<Export> entry = export.policy().entry();
        if (!export.policy().listed() || (entry.isPresent() && !isAdmitted(export))) {
            return List.of();
        }
        return entry.isPresent() ? List.of(entry.get()) : export.revision().exports(client);
    }

    private boolean isAdmitted(ServedExport export) {
        try {
            export.admit(client);
            return true;
        } catch (IOException e) {
            logger.log(System.Logger.Level.DEBUG, "not listed for this client: " + e.getMessage());
            return false;
        }
    }

    // ---- The disk ----

    /** The disk for a name: the open disk if it fits, else a new one. Called on a thread that may wait. */
    OpenDisk open(ServedExport export, String name) throws IOException {
        return chosen.open(client, export, name);
    }

    /** The same for the choice of metadata contexts: if it fails, so does the next option for that name, at once. */
    OpenDisk openForContexts(ServedExport export, String name) throws IOException {
        return chosen.openForContexts(client, export, name);
    }

    /** The transmission flags of the disk that was opened for a name. */
    int flags(String name) {
        return chosen.flags(agreement, name);
    }

    /** Ends the negotiation: what was agreed on, with the disk, which now belongs to the caller. */
    Negotiated conclude() {
        return chosen.conclude(agreement);
    }

    /** Whether a disk is open, so that {@link #close} would close it. */
    boolean hasOpened() {
        return chosen.isOpen();
    }

    /** Closes the lease of the open disk, if there is one. Called on a thread that may wait. */
    void close() {
        chosen.close();
    }
}
