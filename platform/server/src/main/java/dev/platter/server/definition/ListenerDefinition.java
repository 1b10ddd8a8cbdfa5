// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

/**
 * Where clients come in.
 *
 * @param address the socket
 * @param tls whether they use TLS there
 */
public record ListenerDefinition(ListenAddress address, TlsMode tls) {
    @Override
    public String toString() {
        return address + " (tls " + Words.of(tls) + ")";
    }
}
