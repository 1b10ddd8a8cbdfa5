// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.net.SocketAddress;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The connection for which a disk is opened: as much as is known of it, the export's name, and whether the client will
 * only read. Immutable, and safe for use by many threads; the {@code with} methods return another view of the same
 * connection. A client may be kept, and asked, until the last disk that was opened for it is closed.
 *
 * @since 0.1
 */
@ProviderType
public interface Client {
    /**
     * The number of the connection, as the log shows it.
     *
     * @return 1 for the first connection of a server, then counting up; 0 where the server itself opens a disk
     */
    long id();

    /**
     * The name under which the client opens the disk.
     *
     * @return the name, at most 4096 bytes of UTF-8; where the client asked for the empty name, the answer of
     *     {@link Plugin#defaultExport}; empty while it is not known
     */
    String exportName();

    /**
     * Whether the server's configuration or a filter rules out writes. A disk that is opened read-only is never written
     * to; a plugin may refuse to open any other.
     *
     * @return true if nothing will be written
     */
    boolean readOnly();

    /**
     * Where the client is.
     *
     * @return the address of the other end; empty where the server itself opens a disk
     */
    Optional<SocketAddress> address();

    /**
     * The process at the other end of a Unix socket.
     *
     * @return its credentials; empty on TCP and on systems that do not tell
     */
    Optional<UnixCredentials> credentials();

    /**
     * The TLS session, once it is established.
     *
     * @return the session; empty without TLS
     */
    Optional<TlsSession> tls();

    /**
     * Closes the connection once the calls under way have returned. Their replies may or may not reach the client.
     * Returns at once, on any thread. Does nothing where the server itself opened the disk.
     */
    void disconnect();

    /**
     * The same client, opening under another name.
     *
     * @param exportName the name, possibly empty
     * @return another view of this connection
     */
    Client withExportName(String exportName);

    /**
     * The same client, opening read-only.
     *
     * @return another view of this connection
     */
    Client asReadOnly();
}
