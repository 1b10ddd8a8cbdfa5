// SPDX-License-Identifier: BSD-3-Clause
/**
 * An NBD client that is strict with servers. It serves two masters: tools, which want to read and write without knowing the
 * protocol, and tests, which want to say exactly one thing and to be told what is wrong with the answer.
 *
 * <p>There are four floors, each usable alone, each built on the one below:
 *
 * <ol>
 *   <li>{@link dev.platter.client.Transport}, a stream of bytes in both directions. TLS would be put around it here.
 *   <li>{@link dev.platter.client.Wire}, exact numbers of bytes: whatever a test wants to send, and what comes back.
 *   <li>{@link dev.platter.client.Handshake}, one option at a time, and then {@link dev.platter.client.Transmission}, many
 *       requests under way at once, each with a future.
 *   <li>{@link dev.platter.client.NbdClient}, which negotiates the best that a server has, and waits for each reply.
 * </ol>
 *
 * <p>A server that breaks the protocol is never worked around: the connection fails with a {@link
 * dev.platter.client.NbdProtocolException} whose sentence says what was asked, what came, and what may come. What a server
 * <em>refuses</em> is not a breach: {@link dev.platter.client.ErrorReplyException} in the handshake, {@link
 * dev.platter.client.RequestFailedException} afterwards, and the connection goes on.
 *
 * <p>Nothing is checked before it is sent, beyond what cannot be written down: a test may ask for bytes beyond the end, with
 * flags that the server never offered, and see what happens.
 *
 * <p>{@code null} is neither taken nor given anywhere.
 */
@NullMarked
package dev.platter.client;

import org.jspecify.annotations.NullMarked;
