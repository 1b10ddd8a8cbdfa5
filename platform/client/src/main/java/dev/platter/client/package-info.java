// SPDX-License-Identifier: BSD-3-Clause
/**
 * An NBD client that is strict with servers. It has two kinds of users: tools, which read and write without knowing the
 * protocol, and tests, which send exactly one thing and want to know what is wrong with the answer.
 *
 * <p>There are four layers, each usable alone, each built on the one before:
 *
 * <ol>
 *   <li>{@link dev.platter.client.Transport}, a stream of bytes in both directions. TLS would be put around it here.
 *   <li>{@link dev.platter.client.Wire}, exact numbers of bytes: anything that a test wants to send, and what comes
 *       back.
 *   <li>{@link dev.platter.client.Handshake}, one option at a time, and then {@link dev.platter.client.Transmission}, many
 *       requests under way at once, each with a future.
 *   <li>{@link dev.platter.client.NbdClient}, which negotiates the best replies that a server offers, and waits for
 *       each reply.
 * </ol>
 *
 * <p>A server that breaks the protocol is never worked around: the connection fails with a
 * {@link dev.platter.client.NbdProtocolException} whose sentence says what was asked, what came, and what is allowed. A
 * <em>refusal</em> is not a violation: {@link dev.platter.client.ErrorReplyException} in the handshake,
 * {@link dev.platter.client.RequestFailedException} afterwards, and the connection goes on.
 *
 * <p>Requests are not checked before they are sent, unless they cannot be encoded: a test may ask for bytes beyond the
 * end, with flags that the server never offered, and see what the server does.
 *
 * <p>No parameter and no result is ever {@code null}.
 */
@NullMarked
package dev.platter.client;

import org.jspecify.annotations.NullMarked;
