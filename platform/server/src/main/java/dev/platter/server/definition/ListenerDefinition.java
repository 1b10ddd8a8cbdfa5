// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

/**
 * A socket that clients connect to.
 *
 * @param address the socket
 * @param tls whether clients use TLS there
 */
public record ListenerDefinition(ListenAddress address, TlsMode tls) {
    @Override
    public String toString() {
        return address + " (tls " + Words.of(tls) + ")";
    }
}
