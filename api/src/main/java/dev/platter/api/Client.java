// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.net.SocketAddress;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The connection for which a disk is opened: as much as is known of it, the export's name, and whether the client will
 * only read. Immutable, except that it tells when the client has gone, and safe for use by many threads; the {@code with} methods return another view of the same
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
     * The label that the kernel's security module, such as SELinux, has given to the other end. Asks the kernel each time, and returns at
     * once.
     *
     * @return the label, as that module writes it; empty where there is no such module, or the connection has no label
     */
    default Optional<String> securityContext() {
        return Optional.empty();
    }

    /**
     * The TLS session, once it is established.
     *
     * @return the session; empty without TLS
     */
    Optional<TlsSession> tls();

    /**
     * Whether nobody waits for the client's requests any more: its connection is closed, or it has vanished. A server that
     * stops, or drains an export, first lets requests under way end; it closes the connections that are left when its
     * {@code grace} is over. Returns at once, on any thread.
     *
     * @return true from then on; where the server itself opened the disk, when the server has given up waiting for requests,
     *     or stops the instance
     */
    boolean isGone();

    /**
     * Runs a task when {@link #isGone()} becomes true, so that a call that waits for a network, a process or a lock can be
     * ended: the disk cannot be closed before the call returns.
     *
     * {@snippet :
     * try (Registration _ = client.whenGone(socket::close)) {
     *     socket.read(into);
     * }
     * }
     *
     * <p>The task runs once, on one of the {@link Context#workers()}, also if the client has gone already. It may run beside
     * any call of the disk, also beside {@code close}. The tasks of one disk run one after the other, so a task should not
     * wait for long. What it throws goes to the log.
     *
     * <p>If the client is still there when the disk is closed for which it was given, the task never runs. A task of a client
     * that was given to {@code accept} waits until the instance stops, and a task of one that was given to {@code exports} or
     * {@code defaultExport} until they return.
     *
     * @param task what to run
     * @return to take the task back, as a call does that is over: otherwise the tasks of all requests would add up
     */
    Registration whenGone(Runnable task);

    /**
     * The event loop of the connection, for a disk whose storage reports completions through a file descriptor.
     *
     * @return the loop; empty where it cannot watch descriptors, which is everywhere but on Linux, and on Linux if Netty's
     *     native library is missing or not wanted; and empty where the server itself opens the disk. A disk then needs a
     *     thread of its own to wait for its storage
     */
    default Optional<Poller> poller() {
        return Optional.empty();
    }

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
