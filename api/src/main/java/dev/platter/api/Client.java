// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.net.SocketAddress;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * For whom a disk is opened: the connection as far as it is known, the export's name and whether the client will only
 * read. Immutable; the {@code with} methods return another view of the same connection.
 *
 * @since 0.1
 */
@ProviderType
public interface Client {
    /**
     * The number of the connection, as the log has it.
     *
     * @return 1 for the first connection of a server, then counting up; 0 where the server itself opens a disk
     */
    long id();

    /**
     * The name under which the client opens the disk.
     *
     * @return the name; where the client asked for the empty name, what {@link Plugin#defaultExport} answered; empty while
     *     it is not known
     */
    String exportName();

    /**
     * Whether writes are ruled out, by the server's configuration or by a filter. A disk that is opened read-only is
     * never written to; it may refuse to be opened otherwise.
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
     * Does nothing where the server itself opened the disk.
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
