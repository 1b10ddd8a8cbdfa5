// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The choice of the control socket. */
class SocketChoiceTest {
    private static final Map<String, String> USER = Map.of("XDG_RUNTIME_DIR", "/run/user/1000");
    private static final Path USERS = Path.of("/run/user/1000/platter/control.sock");

    @TempDir
    private Path folder;

    private Path system;

    @BeforeEach
    void nameTheSystemsSocket() {
        system = folder.resolve("control.sock");
    }

    @Test
    void environmentVariableComesBeforeTheDefaults() {
        assertEquals(
                Path.of("/tmp/s"),
                SocketChoice.of(system, true, Map.of("PLATTER_CONTROL", "/tmp/s", "XDG_RUNTIME_DIR", "/x")));
    }

    @Test
    void rootGetsTheSystemsServer() {
        assertEquals(system, SocketChoice.of(system, true, USER));
    }

    @Test
    void userGetsTheSystemsServerIfThereIsOne() throws Exception {
        Files.createFile(system);
        assertEquals(system, SocketChoice.of(system, false, USER));
    }

    @Test
    void userOtherwiseGetsTheOwnServer() {
        assertEquals(USERS, SocketChoice.of(system, false, USER));
        assertEquals(system, SocketChoice.of(system, false, Map.of("PLATTER_CONTROL", "", "XDG_RUNTIME_DIR", "")));
    }
}
