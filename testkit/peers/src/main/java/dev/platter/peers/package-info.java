// SPDX-License-Identifier: BSD-3-Clause
/**
 * Foreign NBD programs for integration tests: {@link dev.platter.peers.Peer} finds and runs them, {@link
 * dev.platter.peers.PeerServer} keeps one running as a server.
 *
 * <p>A program is looked for on PATH, and then by the command in the environment variable {@code PLATTER_PEERS}, which is put
 * before it: a script that runs its arguments in a container, say. It has to see the same files, processes and sockets.
 *
 * <p>A test declares its programs by {@link dev.platter.peers.Needs}. A program that is not found fails the test with the
 * name of Debian's package to install; with {@code -Dplatter.it.optional=true} the test is skipped instead, before it has
 * started anything.
 */
@NullMarked
package dev.platter.peers;

import org.jspecify.annotations.NullMarked;
