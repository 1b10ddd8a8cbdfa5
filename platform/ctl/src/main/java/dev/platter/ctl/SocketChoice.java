// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Chooses the control socket when the command line does not name one. */
final class SocketChoice {
    private static final String VARIABLE = "PLATTER_CONTROL";

    /** The control socket of the system's server. */
    private static final Path SYSTEM = Path.of("/run/platter/control.sock");

    private final Path system;
    private final boolean root;

    private SocketChoice(Path system, boolean root) {
        this.system = system;
        this.root = root;
    }

    /** The choice on this machine. */
    static Path of(Map<String, String> environment) {
        return new SocketChoice(SYSTEM, System.getProperty("user.name").equals("root")).choose(environment);
    }

    /** The choice for another path of the system's server, and for root or another user. */
    static Path of(Path system, boolean root, Map<String, String> environment) {
        return new SocketChoice(system, root).choose(environment);
    }

    private Path choose(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        String users = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        return root || users.isEmpty() || Files.exists(system) ? system : Path.of(users, "platter", "control.sock");
    }
}
