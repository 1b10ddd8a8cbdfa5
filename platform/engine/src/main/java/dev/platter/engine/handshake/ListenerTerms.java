// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.engine.export.Exports;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.engine.tls.Tls;
import dev.platter.engine.transmission.MemoryBudget;
import java.util.concurrent.Executor;

/**
 * The terms on which the clients of one listening socket are served.
 *
 * @param exports the exports that a client may choose from
 * @param policy the features that a client is offered in the handshake
 * @param budget the memory for the large requests of all clients together
 * @param tls whether a client may or must use TLS
 * @param openers runs tasks that open and close disks, each on its own thread: a client can come and go however busy
 *     others are
 */
public record ListenerTerms(Exports exports, HandshakePolicy policy, MemoryBudget budget, Tls tls, Executor openers) {
    /**
     * The same terms, with other use of TLS.
     *
     * @param other whether a client may or must use TLS
     * @return the new terms
     */
    public ListenerTerms with(Tls other) {
        return new ListenerTerms(exports, policy, budget, other, openers);
    }
}
