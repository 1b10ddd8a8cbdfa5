// SPDX-License-Identifier: BSD-3-Clause
/**
 * An NBD client that is strict with servers. It has three kinds of users: plugins, which serve an export of another server;
 * tools, which read and write without knowing the protocol; and tests, which send exactly one thing and want to know what is
 * wrong with the answer.
 *
 * <h2>For a plugin</h2>
 *
 * <p>{@link dev.platter.client.NbdDisk} is an export of another server as a {@link dev.platter.api.Disk}. A plugin that imports this
 * package shares it with the server, as it does the api: its jar has no copy of it. In an own program the package needs nothing
 * but {@code dev.platter.api}.
 *
 * <h2>Layers</h2>
 *
 * <p>Each is usable alone, and built on the one before:
 *
 * <ol>
 *   <li>{@link dev.platter.client.Transport}, a stream of bytes in both directions.
 *   <li>{@link dev.platter.client.Wire}, exact numbers of bytes: anything that a test wants to send, and what comes
 *       back.
 *   <li>{@link dev.platter.client.Handshake}, one option at a time, with {@link dev.platter.client.ClientTls} from
 *       {@code NBD_OPT_STARTTLS} on, and then {@link dev.platter.client.Transmission}, many requests under way at once, each
 *       with a future.
 *   <li>{@link dev.platter.client.NbdClient}, which negotiates the best replies that a server offers, and waits for
 *       each reply; and {@link dev.platter.client.NbdDisk}, which waits for nothing and has no futures.
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
@Version("1.0.0")
package dev.platter.client;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
