// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.api.Client;
import dev.platter.api.Export;
import dev.platter.api.TlsSession;
import dev.platter.engine.export.Acceptance;
import dev.platter.engine.export.ExportAccount;
import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.Lease;
import dev.platter.engine.export.LeaseHolder;
import dev.platter.engine.export.OpenDisk;
import dev.platter.engine.export.ServedExport;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.engine.tls.Tls;
import dev.platter.engine.tls.TlsLayer;
import dev.platter.engine.traffic.Visit;
import dev.platter.engine.transmission.MetaContext;
import dev.platter.engine.transmission.Negotiated;
import dev.platter.engine.transmission.TransmissionOffer;
import dev.platter.nbd.HandshakeFlags;
import dev.platter.nbd.OptionReplies;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a client and the server have agreed on so far, and the disk that was opened for it. Options are carried out one
 * at a time, on the event loop or on a thread of the export; whoever carries one out has it to himself.
 *
 * <p>INFO, SET_META_CONTEXT and GO for one name share one open disk, since devices with side effects must be opened
 * once. Another name closes it, and so does leaving.
 */
final class Negotiation {
    private final Terms terms;
    private final Executor loop;
    private final LeaseHolder holder;
    private final Visit visit;
    private final System.Logger logger;

    private final Acceptance acceptance;
    private ConnectedClient client;
    private int flags;
    private ReplyStyle style = ReplyStyle.SIMPLE;
    private List<MetaContext> contexts = List.of();
    private String contextsFor = "";
    private String openName = "";
    private @Nullable ServedExport openExport;
    private @Nullable Lease lease;
    private @Nullable TlsLayer layer;

    Negotiation(
            ConnectedClient client, Executor loop, LeaseHolder holder, Terms terms, Visit visit, System.Logger logger) {
        this.visit = visit;
        visit.is(client);
        this.client = client;
        acceptance = new Acceptance(client);
        this.loop = loop;
        this.holder = holder;
        this.terms = terms;
        this.logger = logger;
    }

    /** Where the connection is at home. */
    Executor loop() {
        return loop;
    }

    Client client() {
        return client;
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

    /**
     * Lets the members of the only export look at the client, if there is but one. On a thread that may wait.
     *
     * @throws IOException if they refuse it
     */
    void beginWithClient() throws IOException {
        Optional<ServedExport> sole = terms.exports().sole();
        if (sole.isPresent()) {
            sole.get().revision().accept(acceptance);
        }
    }

    /** Whether nobody can listen in. */
    boolean isSecure() {
        return client.tls().isPresent();
    }

    /** Gets ready for TLS. On a thread that may wait. */
    void prepareTls() {
        layer = terms.tls().layer();
    }

    /** What was prepared. */
    TlsLayer layer() {
        return present(layer);
    }

    /** From now on nobody can, and this is known of the client. */
    void secure(TlsSession session) {
        client = client.secured(session);
        visit.is(client);
    }

    /** Whether a client is told that there is such an export. */
    boolean maySee(ServedExport export) {
        return isSecure() || !(terms.tls().required() || export.policy().tlsOnly());
    }

    /** Forgets what was agreed on, but for the flags at the very beginning. On a thread that may wait. */
    void startOver() {
        close();
        style = ReplyStyle.SIMPLE;
        choose("", List.of());
    }

    /** Threads that may wait for plugins and filters. */
    Executor openers() {
        return terms.openers();
    }

    /** The handshake flags that the client is told. */
    int offeredFlags() {
        return (HandshakeFlags.FIXED_NEWSTYLE | HandshakeFlags.NO_ZEROES)
                & terms.policy().flagMask();
    }

    void agreeOnFlags(int clients) {
        flags = clients;
    }

    /** Whether options can be used; clients that have not said so have always been taken for able to. */
    boolean isFixed() {
        return (offeredFlags() & HandshakeFlags.FIXED_NEWSTYLE) != 0;
    }

    boolean wantsZeroes() {
        return (flags & HandshakeFlags.NO_ZEROES) == 0;
    }

    void agreeOn(ReplyStyle wanted) {
        style = wanted;
    }

    ReplyStyle style() {
        return style;
    }

    void choose(String name, List<MetaContext> chosen) {
        contextsFor = name;
        contexts = chosen;
    }

    private List<MetaContext> contextsOf(String name) {
        return contextsFor.equals(name) ? contexts : List.of();
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

    /** What an export adds to the list. On a thread that may wait. */
    List<Export> exportsOf(ServedExport export) throws IOException {
        ExportPolicy policy = export.policy();
        Optional<Export> entry = policy.entry();
        if (!policy.listed() || (entry.isPresent() && !isAdmitted(export))) {
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

    /** The disk for a name: the one that is open, or a new one. On a thread that may wait. */
    OpenDisk open(ServedExport export, String name) throws IOException {
        if (lease != null && openName.equals(name) && !lease.disk().isStale()) {
            return lease.disk();
        }
        close();
        logger.log(
                System.Logger.Level.DEBUG,
                "open: exportname='" + name + "' readonly=" + export.policy().readOnly());
        Lease opened = export.open(client.withExportName(name), acceptance, loop, holder);
        lease = opened;
        openExport = export;
        openName = name;
        return opened.disk();
    }

    /** The transmission flags of the disk that was opened for a name. */
    int flags(String name) {
        Lease open = present(lease);
        return TransmissionOffer.flags(
                open.disk(),
                open.chain().threadModel(),
                present(openExport).policy().readOnly(),
                style,
                contextsOf(name));
    }

    /** The end of the negotiation: what was agreed on, with the disk, which belongs to the caller now. */
    Negotiated conclude() {
        ExportPolicy policy = present(openExport).policy();
        ExportAccount account = present(openExport).account();
        Negotiated negotiated = new Negotiated(
                present(lease),
                policy.readOnly(),
                account.pace(),
                account.traffic(),
                visit,
                flags(openName),
                style,
                contextsOf(openName));
        visit.uses(policy.entry().map(Export::name).orElse(openName));
        lease = null;
        // The handshake is remembered until the connection ends, and must not keep a chain that was replaced.
        openExport = null;
        return negotiated;
    }

    /** Whether {@link #close} has anything to do. */
    boolean hasOpened() {
        return lease != null;
    }

    /** Gives back the disk that is open, if there is one. On a thread that may wait. */
    void close() {
        if (lease != null) {
            try {
                lease.close();
            } catch (IOException | RuntimeException | Error e) {
                logger.log(System.Logger.Level.ERROR, "could not close the disk in good order: " + e.getMessage(), e);
            }
            lease = null;
        }
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("not there yet");
        }
        return value;
    }
}
