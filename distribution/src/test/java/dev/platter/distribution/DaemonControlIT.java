// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two server processes want the same control socket, and {@code platterctl} is used after both have ended. */
@Timeout(120)
class DaemonControlIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    private Daemon start(String name) throws IOException {
        Path configuration = Files.writeString(platter.folder().resolve(name + ".toml"), """
            [server]
            state = "state-%1$s"
            control = "control"
            [[listen]]
            unix = "%1$s"
            [export.%1$s.plugin]
            use = "memory"
            parameters = { size = "1M" }
            """.formatted(name));
        return new Daemon(platter.command("platterd").start("--config=" + configuration));
    }

    private Outcome ctl(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "--socket";
        all[1] = platter.folder().resolve("control").toString();
        System.arraycopy(words, 0, all, 2, words.length);
        return platter.command("platterctl").run(all);
    }

    @Test
    void secondServerIsRefusedAndTheFirstKeepsItsSocket() throws Exception {
        try (Daemon first = start("first")) {
            first.awaitLog("ready: ");
            try (Daemon second = start("second")) {
                String said = second.end(1);
                assertTrue(said.contains("another server has the control socket"), said);
                assertTrue(Files.notExists(platter.folder().resolve("second")), "it has left its NBD socket");
            }
            assertTrue(ctl("exports").success().contains("first"));
            assertTrue(ctl("stop").success().contains("the server ends"));
            first.end(0);
        }
        Outcome gone = ctl("status");
        assertEquals(3, gone.status(), gone.err());
        assertTrue(gone.err().startsWith("platterctl: there is no server at "), gone.err());
        try (Daemon second = start("second")) {
            second.awaitLog("ready: ");
            assertTrue(ctl("exports").success().contains("second"));
            second.signal("KILL");
            second.end(128 + 9);
        }
        Outcome killed = ctl("status");
        assertEquals(3, killed.status(), killed.err());
    }
}
