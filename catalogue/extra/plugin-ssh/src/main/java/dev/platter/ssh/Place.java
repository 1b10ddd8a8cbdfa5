// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import dev.platter.api.parameters.ParameterException;
import dev.platter.ssh.SshPlugin.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where users of ssh have what belongs to it.
 *
 * @param home the user's home folder
 * @param user the user here
 * @param environment the variables
 */
record Place(Path home, String user, Map<String, String> environment) {
    private static final Path SYSTEM = Path.of("/etc/ssh");
    private static final List<String> USUAL_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");
    private static final String OLD_KEY = "id_dsa";
    private static final String SOCKET = "SSH_AUTH_SOCK";

    private Path folder() {
        return home.resolve(".ssh");
    }

    /** {@return what parameters and files of configuration say together} The parameters count more. */
    Target target(Config config) throws IOException {
        Expansion early = new Expansion(
                home, user, config.host(), config.port().map(Port::number).orElse(22), user);
        SshConfig files = new SshConfig(config.host(), home);
        if (config.config().isEmpty()) {
            files.read(folder().resolve("config"));
            files.read(SYSTEM.resolve("ssh_config"));
        } else if (!config.config().get().isEmpty()) {
            files.read(path(early, "config", config.config().get()));
        }
        refuseProxies(files, config.host());
        String host = files.first("hostname")
                .map(name -> name.replace("%h", config.host()).replace("%%", "%"))
                .orElse(config.host());
        int port = config.port()
                .or(() -> files.first("port").map(Port::parse))
                .map(Port::number)
                .orElse(Target.USUAL_PORT);
        String there = config.user().or(() -> files.first("user")).orElse(user);
        Expansion expansion = new Expansion(home, user, host, port, there);
        return new Target(
                host,
                port,
                there,
                identities(config, files, expansion),
                knownHosts(config, files, expansion),
                agent(files, expansion));
    }

    private Optional<Path> agent(SshConfig files, Expansion expansion) {
        if (files.first("identitiesonly").filter("yes"::equalsIgnoreCase).isPresent()) {
            return Optional.empty();
        }
        String named = files.first("identityagent").orElse(SOCKET);
        if (named.equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        return named.equals(SOCKET)
                ? Optional.ofNullable(environment.get(SOCKET))
                        .filter(Predicate.not(String::isEmpty))
                        .map(Path::of)
                : Optional.of(expansion.path("IdentityAgent", named, home));
    }

    private Path path(Expansion expansion, String key, String text) {
        try {
            return expansion.path(key, text, folder());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(key, String.valueOf(e.getMessage()));
        }
    }

    private static void refuseProxies(SshConfig files, String host) {
        for (String keyword : List.of("proxyjump", "proxycommand")) {
            Optional<String> proxy = files.first(keyword).filter(word -> !word.equalsIgnoreCase("none"));
            if (proxy.isPresent()) {
                throw new ParameterException(
                        "host",
                        "is reached by way of '" + String.join(" ", files.all(keyword))
                                + "', as the configuration of ssh says"
                                + " for " + host
                                + ": this plugin connects directly. Have 'ssh -L' listen on a local port,"
                                + " and give host=, port= and config=");
            }
        }
    }

    private List<Path> identities(Config config, SshConfig files, Expansion expansion) {
        List<Path> keys = new ArrayList<>();
        config.identity().forEach(text -> keys.add(path(expansion, "identity", text)));
        List<String> configured = files.all("identityfile");
        configured.stream()
                .filter(text -> !text.equalsIgnoreCase("none"))
                .forEach(text -> keys.add(expansion.path("IdentityFile", text, home)));
        if (configured.isEmpty()) {
            List<String> usual = new ArrayList<>(USUAL_KEYS);
            if (config.legacy()) {
                usual.add(OLD_KEY);
            }
            usual.stream().map(folder()::resolve).filter(Files::exists).forEach(keys::add);
        }
        return keys;
    }

    private List<Path> knownHosts(Config config, SshConfig files, Expansion expansion) {
        if (config.knownHosts().isPresent()) {
            return List.of(path(expansion, "known-hosts", config.knownHosts().get()));
        }
        List<Path> known = new ArrayList<>();
        List<String> own = files.all("userknownhostsfile");
        own.forEach(text -> known.add(expansion.path("UserKnownHostsFile", text, home)));
        if (own.isEmpty()) {
            known.add(folder().resolve("known_hosts"));
        }
        List<String> shared = files.all("globalknownhostsfile");
        shared.forEach(text -> known.add(expansion.path("GlobalKnownHostsFile", text, home)));
        if (shared.isEmpty()) {
            known.add(SYSTEM.resolve("ssh_known_hosts"));
        }
        return known;
    }
}
