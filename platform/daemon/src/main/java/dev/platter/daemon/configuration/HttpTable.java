// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.api.parameters.Parameter;
import dev.platter.server.definition.HttpDefinition;
import dev.platter.server.definition.ListenAddress;
import dev.platter.server.definition.Words;
import java.net.InetAddress;

/**
 * The {@code [http]}.
 *
 * @param address where to listen
 * @param port the TCP port
 * @param open whether other machines may see it
 */
record HttpTable(
        @Parameter(
                defaultValue = HttpDefinition.DEFAULT_ADDRESS,
                example = HttpDefinition.DEFAULT_ADDRESS,
                help = "Where to listen. What is not the loopback interface needs `public = true`.")
        String address,

        @Parameter(
                defaultValue = "" + HttpDefinition.DEFAULT_PORT,
                min = 0,
                max = ListenAddress.Tcp.GREATEST_PORT,
                example = "9809",
                help = "The TCP port; 0 lets the system choose.")
        int port,

        @Parameter(
                name = "public",
                defaultValue = "false",
                example = "true",
                help = "Whether other machines may see it. There are no passwords.")
        boolean open) {

    /**
     * What it defines.
     *
     * @param written the table that it was read from, which is told what is wrong
     */
    HttpDefinition definition(StrictTable written) {
        if (!open && !isLoopback()) {
            written.complain(
                    "address",
                    "address in [http] is " + Words.written(address)
                            + ", where other machines see what this server does; write public = true if they may, or"
                            + " use "
                            + HttpDefinition.DEFAULT_ADDRESS);
        }
        return new HttpDefinition(address, port);
    }

    private boolean isLoopback() {
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
