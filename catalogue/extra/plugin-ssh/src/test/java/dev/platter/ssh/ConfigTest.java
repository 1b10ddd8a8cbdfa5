// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("same-in-both-modes")
class ConfigTest {
    private static final List<String> LEAST = List.of("host=example.com", "path=disk.img");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create=true | create-size",
                "port=0 | 65535",
                "port=nbd | the only name is ssh",
                "create-mode=0999 | octal",
                "timeout=-1 | timeout",
                "host= | host",
            })
    void whatCannotWorkIsRefusedByName(String parameter, String part) {
        String key = parameter.substring(0, parameter.indexOf('=') + 1);
        List<String> others = LEAST.stream().filter(old -> !old.startsWith(key)).toList();
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> Ssh.of(others, parameter))
                .getMessage());
        assertTrue(message.contains(part), message);
    }

    @ParameterizedTest
    @CsvSource({"identity=key, absolute", "known-hosts=%x, %d", "identity=%, %%"})
    void pathsThatSayNothingAreRefused(String parameter, String part) {
        String message = String.valueOf(assertThrows(Exception.class, () -> {
                    try (Served _ = Ssh.serve(LEAST, "config=", parameter)) {
                        throw new AssertionError("it has started");
                    }
                })
                .getMessage());
        assertTrue(message.contains(part), message);
    }

    @Test
    void hostBehindAnotherIsRefused() throws IOException {
        Path config = Files.writeString(folder.resolve("config"), "Host example.com\nProxyJump gate\n");
        String message = String.valueOf(assertThrows(Exception.class, () -> {
                    try (Served _ = Ssh.serve(LEAST, "config=" + config)) {
                        throw new AssertionError("it has started");
                    }
                })
                .getMessage());
        assertTrue(message.contains("'gate'") && message.contains("ssh -L"), message);
    }

    @Test
    void firstValueOfTheConfigurationCounts() throws IOException {
        Files.writeString(folder.resolve("more"), "Port 2222\nIdentityFile ~/two\n");
        Path file = Files.writeString(folder.resolve("config"), """
            # A comment
            Host *.example.com !www.example.com
              User alice
              IdentityFile ~/one
              Include mor?
            Match user bob
              User bob
            Host *
              User carol
              Port = 22
            """);
        SshConfig config = new SshConfig("db.example.com", folder);
        config.read(file);
        assertEquals(Optional.of("alice"), config.first("user"));
        assertEquals(Optional.of("2222"), config.first("port"));
        assertEquals(List.of("~/one", "~/two"), config.all("identityfile"));
        SshConfig other = new SshConfig("www.example.com", folder);
        other.read(file);
        assertEquals(Optional.of("carol"), other.first("user"));
        assertEquals(Optional.of("22"), other.first("port"));
    }

    @Test
    void pathsAreExpanded() {
        Expansion expansion = new Expansion(Path.of("/home/me"), "me", "example.com", 22, "bob");
        assertEquals(
                Path.of("/home/me/.ssh/bob@example.com-22"),
                expansion.path("x", "%d/%r@%h-%p", Path.of("/home/me/.ssh")));
        assertEquals(Path.of("/home/me/100%"), expansion.path("x", "~/100%%", Path.of("/")));
    }
}
