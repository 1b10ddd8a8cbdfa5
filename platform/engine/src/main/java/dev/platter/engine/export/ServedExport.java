// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import java.io.IOException;
import java.util.concurrent.Executor;

/**
 * What is served under a name.
 *
 * @param revision the chain that is served now, with its clients
 * @param policy the rules
 * @param account what is kept while chain and rules change
 */
public record ServedExport(Revision revision, ExportPolicy policy, ExportAccount account) {
    /**
     * A chain without rules.
     *
     * @param chain the chain, started
     * @param readOnly whether clients are kept from writing, whatever the chain could do
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

    /** Puts the rules into force for clients that are connected already, as far as there are such rules. */
    public void enforce() {
        account.limitBandwidth(policy.bandwidth());
    }

    /**
     * Opens the disk for a client. May wait.
     *
     * @param client the client that opens it, under the name that it asks for
     * @param acceptance what chains have said of the client
     * @param loop the event loop of its connection
     * @param holder the connection
     * @return the lease, to be closed once. The connection counts against the limit until then
     * @throws IOException if rules or a member refuse the client, or the export is gone
     */
    public Lease open(Client client, Acceptance acceptance, Executor loop, LeaseHolder holder) throws IOException {
        policy.admission().admit(client);
        account.enter(policy.connections());
        try {
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
     * Looks whether {@link #open} would let a client come as far as to the chain. May wait.
     *
     * @param client the client that wants to see the export
     * @throws IOException if not, with the reason
     */
    public void admit(Client client) throws IOException {
        policy.admission().admit(client);
        account.requireRoom(policy.connections());
    }
}
