// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.server.definition.HttpDefinition;
import dev.platter.server.definition.Words;
import java.net.InetAddress;
import java.util.Optional;

/** Reads {@code [http]}. */
final class HttpReader {
    private static final int MOST_PORT = 65_535;

    private HttpReader() {}

    static Optional<HttpDefinition> read(Table table) {
        String address = table.text("address").orElse(HttpDefinition.DEFAULT_ADDRESS);
        int port = table.number("port", 0, MOST_PORT).orElse(HttpDefinition.DEFAULT_PORT);
        boolean open = table.flag("public", false);
        if (!open && !isLoopback(address)) {
            table.complain(
                    "address",
                    "address in [http] is " + Words.written(address)
                            + ", where other machines see what this server does; write public = true if they may, or"
                            + " use "
                            + HttpDefinition.DEFAULT_ADDRESS);
        }
        return Optional.of(new HttpDefinition(address, port));
    }

    private static boolean isLoopback(String address) {
        if (address.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            // A name may mean another address tomorrow.
            return false;
        }
    }
}
