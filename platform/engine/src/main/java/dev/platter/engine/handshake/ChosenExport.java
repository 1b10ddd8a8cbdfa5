// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.api.Client;
import dev.platter.api.Export;
import dev.platter.engine.export.Acceptance;
import dev.platter.engine.export.ExportAccount;
import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Lease;
import dev.platter.engine.export.LeaseHolder;
import dev.platter.engine.export.OpenDisk;
import dev.platter.engine.export.ServedExport;
import dev.platter.engine.transmission.Negotiated;
import dev.platter.engine.transmission.TransmissionOffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The export that a client has named last, and the disk that was opened for it. INFO, SET_META_CONTEXT and GO for the
 * same name share one open disk, since a device with side effects must be opened only once. Naming another export
 * closes the disk, and so does leaving.
 */
final class ChosenExport {
    private final ClientConnection connection;
    private final LeaseHolder holder;
    private final Acceptance acceptance;
    private @Nullable Opened opened;

    /** Why the disk could not be opened for SET_META_CONTEXT, until another option needs a disk. */
    private @Nullable Refused refused;

    private record Refused(String name, IOException why) {}

    private record Opened(String name, ServedExport export, Lease lease) {}

    ChosenExport(ClientConnection connection, LeaseHolder holder, Acceptance acceptance) {
        this.connection = connection;
        this.holder = holder;
        this.acceptance = acceptance;
    }

    /** The disk for a name: the open disk if it fits, else a new one. Called on a thread that may wait. */
    OpenDisk open(Client client, ServedExport export, String name) throws IOException {
        Refused failed = refused;
        refused = null;
        if (failed != null && failed.name().equals(name)) {
            throw failed.why();
        }
        Opened before = opened;
        if (before != null
                && before.name().equals(name)
                && !before.lease().disk().isStale()) {
            return before.lease().disk();
        }
        close();
        connection
                .visit()
                .isAbout(export.policy()
                        .entry()
                        .map(Export::name)
                        .orElse(export.chain().name()));
        Lease lease = export.open(client.withExportName(name), acceptance, connection.loop(), holder);
        opened = new Opened(name, export, lease);
        return lease.disk();
    }

    /**
     * The same for SET_META_CONTEXT, which most clients send by themselves right before GO. If it fails, so does the option that
     * follows, without opening again: the client would wait twice for what is out of reach.
     */
    OpenDisk openForContexts(Client client, ServedExport export, String name) throws IOException {
        refused = null;
        try {
            return open(client, export, name);
        } catch (IOException e) {
            refused = new Refused(name, e);
            throw e;
        }
    }

    private Opened opened() {
        Opened now = opened;
        if (now == null) {
            throw new IllegalStateException("no disk is open");
        }
        return now;
    }

    /** The transmission flags of the open disk, with the contexts that were chosen for a name. */
    int flags(Agreement agreement, String name) {
        Opened now = opened();
        return TransmissionOffer.flags(
                now.lease().disk(),
                now.lease().chain().threadModel(),
                now.export().policy().readOnly(),
                agreement.style(),
                agreement.contextsOf(name));
    }

    /**
     * Hands over what was agreed on, with the disk, which now belongs to the caller. The result holds no chain, since
     * the chain may be replaced later.
     */
    Negotiated conclude(Agreement agreement) {
        Opened last = opened();
        ExportPolicy policy = last.export().policy();
        ExportAccount account = last.export().account();
        Negotiated negotiated = new Negotiated(
                last.lease(),
                policy.readOnly(),
                account.pace(),
                account.traffic(),
                connection.visit(),
                connection.presence(),
                flags(agreement, last.name()),
                agreement.style(),
                agreement.contextsOf(last.name()));
        connection.visit().uses(policy.entry().map(Export::name).orElse(last.name()));
        opened = null;
        return negotiated;
    }

    /** Whether a disk is open, so that {@link #close} would close it. */
    boolean isOpen() {
        return opened != null;
    }

    /** Closes the lease of the open disk, if there is one. Called on a thread that may wait. */
    void close() {
        refused = null;
        Opened last = opened;
        if (last == null) {
            return;
        }
        opened = null;
        try {
            last.lease().close();
        } catch (IOException | RuntimeException | Error e) {
            connection
                    .logger()
                    .log(System.Logger.Level.ERROR, "could not close the disk cleanly: " + e.getMessage(), e);
        }
    }
}
