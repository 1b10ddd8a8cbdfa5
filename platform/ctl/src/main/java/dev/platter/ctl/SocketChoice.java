// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Which socket is meant if the command line names none. */
final class SocketChoice {
    private static final String VARIABLE = "PLATTER_CONTROL";

    /** Where a server of the system has it. */
    private static final Path SYSTEM = Path.of("/run/platter/control.sock");

    private final Path system;
    private final boolean root;

    private SocketChoice(Path system, boolean root) {
        this.system = system;
        this.root = root;
    }

    /** As it is on this machine. */
    static Path of(Map<String, String> environment) {
        return new SocketChoice(SYSTEM, System.getProperty("user.name").equals("root")).choose(environment);
    }

    /** With another place for the system's server, and for a user who is root or is not. */
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
