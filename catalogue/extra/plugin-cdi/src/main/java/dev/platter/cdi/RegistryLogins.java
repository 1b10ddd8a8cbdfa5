// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cdi;

import dev.platter.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names and passwords for registries, as {@code podman login} and {@code docker login} write them (containers-auth.json(5)).
 *
 * @param environment variables
 * @param home the user's folder
 */
record RegistryLogins(Map<String, String> environment, Path home) {
    /** The value of a header that logs in to a registry; empty if no file has one. */
    Optional<String> basic(String host) throws IOException {
        List<String> names = host.equals("docker.io")
                ? List.of(host, "https://index.docker.io/v1/", "index.docker.io")
                : List.of(host, "https://" + host);
        for (Path file : files()) {
            if (!Files.isReadable(file)
                    || !(Json.object(Files.readString(file)).get("auths") instanceof Map<?, ?> all)) {
                continue;
            }
            for (String name : names) {
                if (all.get(name) instanceof Map<?, ?> login && login.get("auth") instanceof String both) {
                    return Optional.of("Basic " + both);
                }
            }
        }
        return Optional.empty();
    }

    private List<Path> files() {
        return Stream.of(
                        variable("REGISTRY_AUTH_FILE").map(Path::of),
                        variable("XDG_RUNTIME_DIR").map(folder -> Path.of(folder, "containers", "auth.json")),
                        Optional.of(home.resolve(".config/containers/auth.json")),
                        Optional.of(variable("DOCKER_CONFIG")
                                .map(Path::of)
                                .orElse(home.resolve(".docker"))
                                .resolve("config.json")))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
