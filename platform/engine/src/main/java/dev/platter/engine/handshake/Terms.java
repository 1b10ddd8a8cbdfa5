package dev.platter.engine.handshake;

import dev.platter.engine.export.Exports;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.engine.tls.Tls;
import dev.platter.engine.transmission.MemoryBudget;

/**
 * The terms on which a server takes clients; the same for all of them.
 *
 * @param exports what a client may choose from
 * @param policy what it is offered while it negotiates
 * @param budget what the large requests of all clients together may hold
 * @param tls whether it may, or has to, use TLS
 */
public record Terms(Exports exports, HandshakePolicy policy, MemoryBudget budget, Tls tls) {}
