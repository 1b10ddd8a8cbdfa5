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
 * @param exports what a client may choose from
 * @param policy what it is offered while it negotiates
 * @param budget what the large requests of all clients together may hold
 * @param tls whether it may, or has to, use TLS
 * @param openers threads that open and close disks, one for each task: however busy others are, a client can come and go
 */
public record ListenerTerms(Exports exports, HandshakePolicy policy, MemoryBudget budget, Tls tls, Executor openers) {
    /**
     * The same, with TLS offered in another way.
     *
     * @param other whether a client may, or has to, use TLS
     * @return other terms
     */
    public ListenerTerms with(Tls other) {
        return new ListenerTerms(exports, policy, budget, other, openers);
    }
}
