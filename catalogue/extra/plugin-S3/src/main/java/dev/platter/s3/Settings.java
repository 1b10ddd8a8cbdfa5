// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the environment and the files of AWS's programs say. The names are those of the AWS SDKs and Tools Reference Guide.
 *
 * @param environment the variables
 * @param home the user's folder
 */
record Settings(Map<String, String> environment, Path home) {
    private static final String USUAL_PROFILE = "default";

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    String profile() {
        return variable("AWS_PROFILE").orElse(USUAL_PROFILE);
    }

    Path credentialsFile() {
        return variable("AWS_SHARED_CREDENTIALS_FILE").map(Path::of).orElse(home.resolve(".aws/credentials"));
    }

    private Path configFile() {
        return variable("AWS_CONFIG_FILE").map(Path::of).orElse(home.resolve(".aws/config"));
    }

    /** The address of the store; empty for Amazon's. */
    Optional<String> endpoint() throws IOException {
        Optional<String> named = variable("AWS_ENDPOINT_URL_S3").or(() -> variable("AWS_ENDPOINT_URL"));
        return named.isPresent() ? named : Optional.ofNullable(config().get("endpoint_url"));
    }

    /** The region; empty if nothing says it. */
    Optional<String> region() throws IOException {
        Optional<String> named = variable("AWS_REGION").or(() -> variable("AWS_DEFAULT_REGION"));
        return named.isPresent() ? named : Optional.ofNullable(config().get("region"));
    }

    /** A file with the certificates of authorities that may vouch for the store; empty for the system's. */
    Optional<Path> authorities() {
        return variable("AWS_CA_BUNDLE").map(Path::of);
    }

    /** Keys of the environment or a file; empty if there are none. */
    Optional<Keys> keys() throws IOException {
        if (variable("AWS_PROFILE").isEmpty()) {
            Optional<Keys> named = keys(
                    environment.get("AWS_ACCESS_KEY_ID"),
                    environment.get("AWS_SECRET_ACCESS_KEY"),
                    environment.get("AWS_SESSION_TOKEN"));
            if (named.isPresent()) {
                return named;
            }
        }
        Optional<Keys> own = keys(section(credentialsFile(), profile()));
        return own.isPresent() ? own : keys(config());
    }

    private static Optional<Keys> keys(Map<String, String> section) {
        return keys(
                section.get("aws_access_key_id"),
                section.get("aws_secret_access_key"),
                section.get("aws_session_token"));
    }

    private static Optional<Keys> keys(@Nullable String id, @Nullable String secret, @Nullable String token) {
        return id == null || secret == null || id.isEmpty() || secret.isEmpty()
                ? Optional.empty()
                : Optional.of(new Keys(id, secret, Optional.ofNullable(token).filter(text -> !text.isEmpty())));
    }

    private Map<String, String> config() throws IOException {
        String name = profile().equals(USUAL_PROFILE) ? USUAL_PROFILE : "profile " + profile();
        return section(configFile(), name);
    }

    private static Map<String, String> section(Path file, String name) throws IOException {
        Map<String, String> found = new HashMap<>();
        String current = "";
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                String text = line.strip();
                int equals = text.indexOf('=');
                if (text.startsWith("[") && text.endsWith("]")) {
                    current = text.substring(1, text.length() - 1).strip();
                } else if (current.equals(name) && equals > 0 && !text.startsWith("#") && !text.startsWith(";")) {
                    found.put(
                            text.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                            text.substring(equals + 1).strip());
                }
            }
        } catch (NoSuchFileException e) {
            return found;
        }
        return found;
    }
}
