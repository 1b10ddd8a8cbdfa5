// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.Client;
import dev.platter.api.UnixCredentials;
import dev.platter.engine.export.Chain;
import dev.platter.engine.export.Lease;
import dev.platter.engine.export.OpenDisk;
import dev.platter.engine.export.Pace;
import dev.platter.engine.export.Presence;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.engine.traffic.Visit;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * The result of the handshake.
 *
 * @param lease the disk; the transmission closes the lease
 * @param readOnly whether the client may not write, even if the disk could
 * @param pace how fast the export's data may flow
 * @param traffic counts the traffic; empty if it is not counted
 * @param visit the connection as its users outside of the engine see it
 * @param presence ends when nobody waits for the client's requests any more
 * @param flags the transmission flags that the client was told
 * @param style the form of requests and replies
 * @param contexts the metadata contexts that the client has chosen, in its order
 */
public record Negotiated(
        Lease lease,
        boolean readOnly,
        Pace pace,
        Optional<ExportTraffic> traffic,
        Visit visit,
        Presence presence,
        int flags,
        ReplyStyle style,
        List<MetaContext> contexts) {
    /** The present disk. */
    OpenDisk disk() {
        return lease.disk();
    }

    /** The chain of the present disk. */
    Chain chain() {
        return lease.chain();
    }

    boolean offers(int flag) {
        return (flags & flag) != 0;
    }

    /**
     * A key that is equal for all connections of one client, as far as the socket tells: its process, or its address.
     */
    Object clientKey() {
        Optional<Client> client = visit.client();
        Optional<Object> process = client.flatMap(Client::credentials).map(UnixCredentials::pid);
        return process.or(() -> client.flatMap(Client::address)
                        .filter(InetSocketAddress.class::isInstance)
                        .map(address -> ((InetSocketAddress) address).getAddress()))
                .orElse(visit.id());
    }
}
