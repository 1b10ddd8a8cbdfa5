// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.client.Transport;
import dev.platter.client.Wire;
import dev.platter.libc.ActivatedProgram;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("same-in-both-modes")
@Timeout(30)
class StartedServerTest {
    @BeforeEach
    void onlyWithNativeCalls() {
        assumeTrue(ActivatedProgram.isPossible(), "needs Linux and native calls");
    }

    @Test
    void aProgramThatEndsInsteadOfServingIsNamedWithItsStatus() throws IOException {
        try (StartedServer route = new StartedServer(List.of("sh", "-c", "exit 3"));
                Wire wire = new Wire(route.connect(new Attempt()))) {
            IOException broken = assertThrows(IOException.class, () -> wire.take(8, "the greeting"));
            assertEquals(
                    "command=sh has ended with status 3 and has not served the socket that it was given as descriptor"
                            + " 3",
                    route.explained(broken).getMessage());
        }
    }

    @Test
    void aProgramEndsWithTheRoute() throws IOException {
        StartedServer route = new StartedServer(List.of("sleep", "60"));
        try (Transport transport = route.connect(new Attempt())) {
            route.close();
            assertThrows(IOException.class, () -> new Wire(transport).take(8, "the greeting"));
        }
    }
}
