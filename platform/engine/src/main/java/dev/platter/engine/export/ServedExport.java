// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import java.io.IOException;
import java.util.concurrent.Executor;

/**
 * An export as it is served under a name.
 *
 * @param revision the chain that is served now, with its clients
 * @param policy the rules
 * @param account what is kept while chain and rules change
 */
public record ServedExport(Revision revision, ExportPolicy policy, ExportAccount account) {
    /**
     * Serves a chain without further rules.
     *
     * @param chain the chain, started
     * @param readOnly whether clients may not write, even if the chain could
     */
    public ServedExport(Chain chain, boolean readOnly) {
        this(new Revision(chain), readOnly ? ExportPolicy.OPEN.withReadOnly() : ExportPolicy.OPEN, new ExportAccount());
    }

    /**
     * The chain that is served now.
     *
     * @return the chain
     */
    public Chain chain() {
        return revision.chain();
    }

    /** Applies the rules that can change for connected clients: the bandwidth. */
    public void enforce() {
        account.limitBandwidth(policy.bandwidth());
    }

    /**
     * Opens the disk for a client. May wait.
     *
     * @param client the client that opens it, with the export name that it asks for
     * @param acceptance the answers of chains to this client
     * @param loop the event loop of its connection
     * @param holder the connection
     * @return the lease, to be closed once. The connection counts against the limit until then
     * @throws IOException if the rules or a member refuse the client, or the export is no longer served
     */
    public Lease open(Client client, Acceptance acceptance, Executor loop, LeaseHolder holder) throws IOException {
        policy.admission().admit(client);
        account.enter(policy.connections());
        try (Opens.Call _ = account.opens().begin(client, policy.hangingOpens())) {
            Client named = client.withExportName(policy.entry().isPresent() ? "" : client.exportName());
            Lease lease = revision.open(policy.readOnly() ? named.asReadOnly() : named, acceptance, loop, holder);
            lease.over().thenRun(account::leave);
            return lease;
        } catch (IOException | RuntimeException | Error e) {
            account.leave();
            throw e;
        }
    }

    /**
     * Checks whether a client may see the export. One that has as many connections as it may have is seen all the same: a client
     * that lists exports learns what there is, and {@link #open} says why it must wait. May wait.
     *
     * @param client the client that wants to see the export
     * @throws IOException if not, with the reason
     */
    public void admit(Client client) throws IOException {
        policy.admission().admit(client);
    }
}
