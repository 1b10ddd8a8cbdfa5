// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import dev.platter.engine.policy.ConnectionLimits;
import dev.platter.host.RefusedException;
import dev.platter.server.End;
import dev.platter.server.definition.ExportDefinition.ExportLimits;
import dev.platter.server.definition.ServerDefinition;
import dev.platter.server.definition.ServerDefinition.ServerLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How much of the server its clients may use, by options of the command line. */
@Timeout(60)
class LimitsTest {
    private static CommandDefinition definition(String... args) throws RefusedException {
        PlatterCommand command = PlatterCommand.parse(args);
        return new CommandDefinition(command, Encryption.of(command));
    }

    @Test
    void everyLimitHasAnOption() throws RefusedException {
        CommandDefinition definition = definition(
                "tiny",
                "--max-connections=100",
                "--max-connections-per-address=0x10",
                "--max-connections-per-user=3",
                "--max-hanging-opens=2",
                "--lifecycle-timeout=1min");
        ServerDefinition server = definition.read().server();
        assertEquals(
                new ConnectionLimits(Optional.of(100), Optional.of(16), Optional.of(3)),
                server.limits().connections());
        assertEquals(Optional.of(Duration.ofMinutes(1)), server.settings().lifecycleTimeout());
        assertEquals(2, definition.export("tiny").limits().maxHangingOpens());
    }

    @Test
    void theDefaultsAreThoseOfTheServer() throws RefusedException {
        CommandDefinition definition = definition("tiny");
        assertEquals(ServerLimits.NONE, definition.read().server().limits());
        assertEquals(ExportLimits.NONE, definition.export("tiny").limits());
    }

    @Test
    void aStartIsWaitedForUnlessATimeoutWasAskedFor() throws RefusedException {
        assertEquals(
                Optional.empty(), definition("tiny").read().server().settings().lifecycleTimeout());
    }

    @Test
    void aClientTooManyIsDisconnected(@TempDir Path folder) throws Exception {
        Path socket = folder.resolve("socket");
        Path pid = folder.resolve("pid");
        End end = End.withoutSignals();
        FutureTask<Outcome> run = new FutureTask<>(() ->
                Outcome.of(end, "-U", socket.toString(), "-P", pid.toString(), "--max-connections=1", "tiny", "1M"));
        Thread.ofPlatform().daemon().start(run);
        while (!Files.exists(pid) && !run.isDone()) {
            LockSupport.parkNanos(1_000_000);
        }
        try (NbdClient first = connect(socket)) {
            assertEquals(1 << 20, first.export().size());
            assertThrows(IOException.class, () -> connect(socket).close());
        }
        end.request("the test");
        Outcome outcome = run.get();
        assertEquals(0, outcome.status(), outcome.err());
    }

    private static NbdClient connect(Path socket) throws IOException {
        return NbdClient.connect(NbdUri.parse("nbd+unix://?socket=" + socket));
    }
}
