// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {
    private static final String DIGEST = "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource({
        "debian, docker.io/library/debian:latest, registry-1.docker.io",
        "debian:13, docker.io/library/debian:13, registry-1.docker.io",
        "user/disk, docker.io/user/disk:latest, registry-1.docker.io",
        "quay.io/kubevirt/demo:v1, quay.io/kubevirt/demo:v1, quay.io",
        "localhost/a/b, localhost/a/b:latest, localhost",
        "docker://host:5000/a, host:5000/a:latest, host:5000"
    })
    void namesAreThoseOfPodman(String text, String whole, String server) {
        ImageName name = ImageName.parse(text);
        assertEquals(whole, name.toString());
        assertEquals(server, name.server());
    }

    @Test
    void digestCountsMoreThanATag() {
        assertEquals(
                "quay.io/a/b" + DIGEST,
                ImageName.parse("quay.io/a/b:v1" + DIGEST).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "UPPER", "a/../b", "quay.io/", "a:", "a:b c", "a@sha256:1", "a?b"})
    void whatIsNotANameIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> ImageName.parse(text));
    }

    @Test
    void loginIsThatOfThePrograms(@TempDir Path home) throws IOException {
        RegistryLogins logins = new RegistryLogins(Map.of(), home);
        assertEquals(Optional.empty(), logins.basic("quay.io"));
        Files.createDirectories(home.resolve(".docker"));
        Files.writeString(
                home.resolve(".docker/config.json"),
                "{\"auths\":{\"quay.io\":{\"auth\":\"YTpi\"},\"https://index.docker.io/v1/\":{\"auth\":\"Yzpk\"}}}");
        assertEquals(Optional.of("Basic YTpi"), logins.basic("quay.io"));
        assertEquals(Optional.of("Basic Yzpk"), logins.basic("docker.io"));
    }
}
