// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a connection goes, and as whom.
 *
 * @param host its name or address
 * @param port its port
 * @param user the user there
 * @param identities files with private keys; some may not exist
 * @param knownHosts files with keys of hosts; some may not exist
 * @param agent the socket of an agent that has more private keys
 */
record Target(String host, int port, String user, List<Path> identities, List<Path> knownHosts, Optional<Path> agent) {
    static final int USUAL_PORT = 22;

    /** {@return the server, for people} */
    String shown() {
        return host + (port == USUAL_PORT ? "" : ":" + port);
    }
}
