// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

/**
 * Where metrics, health and the status page are served.
 *
 * @param address a literal address or {@code localhost}; the user has explicitly allowed one that other machines can reach
 * @param port from 0, which is any free port, to 65535
 */
public record HttpDefinition(String address, int port) {
    public static final String DEFAULT_ADDRESS = "127.0.0.1";
    public static final int DEFAULT_PORT = 9809;

    @Override
    public String toString() {
        return new ListenAddress.Tcp(address, port).toString();
    }
}
