// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.parameters.ParameterException;
import dev.platter.client.NbdUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("same-in-both-modes")
class ConfigTest {
    private static final Optional<NbdUri> URI = Optional.of(NbdUri.tcp("localhost", 1, ""));

    @Test
    void exactlyOneServerMustBeGiven() {
        refused("uri", Optional.empty(), Optional.empty(), Optional.empty(), false, false);
        refused("hostname", URI, Optional.of("localhost"), Optional.empty(), false, false);
    }

    @Test
    void namesThatClientsChooseGoWithNeitherANameNorASharedConnection() {
        refused("dynamic-export", URI, Optional.empty(), Optional.of("disk"), true, false);
        refused("dynamic-export", URI, Optional.empty(), Optional.empty(), true, true);
    }

    private static void refused(
            String key,
            Optional<NbdUri> uri,
            Optional<String> hostname,
            Optional<String> export,
            boolean dynamic,
            boolean shared) {
        ParameterException refused =
                assertThrows(ParameterException.class, () -> Proxies.config(uri, hostname, export, dynamic, shared, 0));
        assertEquals(key, refused.key());
    }

    @ParameterizedTest
    @CsvSource({"off,OFF", "0,OFF", "on,ON", "true,ON", "require,REQUIRE", "REQUIRED,REQUIRE", "force,REQUIRE"})
    void theWordsForTlsAreThoseOfNbdkit(String word, TlsMode mode) {
        assertEquals(mode, TlsMode.parse(word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "maybe", "2", "requires"})
    void otherWordsForTlsAreRefused(String word) {
        assertThrows(IllegalArgumentException.class, () -> TlsMode.parse(word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "99999999999999999999", ""})
    void numbersThatAreNotPortsAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> ServicePort.parse(text));
    }

    @Test
    void portsHaveNumbersAndNames(@TempDir Path folder) throws IOException {
        Path services = Files.writeString(folder.resolve("services"), """
            # nbd 1/tcp
            nbd      10809/udp
            nbd      10809/tcp  netblock  # Linux Network Block Device
            """);
        assertEquals(new ServicePort(65_535), ServicePort.parse("65535"));
        assertEquals(new ServicePort(10_809), ServicePort.named("nbd", services));
        assertEquals(new ServicePort(10_809), ServicePort.named("netblock", services));
        IllegalArgumentException unknown =
                assertThrows(IllegalArgumentException.class, () -> ServicePort.named("Linux", services));
        assertTrue(unknown.getMessage().contains("'Linux'"), unknown.getMessage());
    }
}
