// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.export.Chain;
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.ServedExport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The system is asked to notice a vanished TCP client in time. */
class KeepAliveTest {
    @ParameterizedTest
    @CsvSource({"60, 30, 10", "6, 3, 1", "1, 1, 1", "7200, 3600, 1200"})
    void theLastProbeIsOverWhenTheTimeIs(int seconds, int idle, int interval) {
        var times = Transport.KeepAlive.within(Duration.ofSeconds(seconds));
        assertEquals(new Transport.KeepAlive(seconds * 1000, idle, interval), times);
    }

    /** The kernel shows the timer of a connection: 02 is that of the probes, with the ticks until it expires. */
    @EnabledOnOs(OS.LINUX)
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anIdleConnectionIsProbedWithinHalfOfTheTime(boolean portable) throws Exception {
        Chain chain = Chain.of("fake", new FakePlugin(FakePlugin.Kind.INLINE)).build();
        chain.prepare();
        chain.start(_ -> {});
        NbdServer server = NbdServer.builder()
                .exports(Exports.any(new ServedExport(chain, false)))
                .portable(portable)
                .tcpUserTimeout(Duration.ofSeconds(20))
                .listen(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))
                .start();
        try (Socket client = new Socket()) {
            client.connect(server.addresses().getFirst());
            // The greeting comes after the options were set.
            assertEquals('N', client.getInputStream().read());
            long ticks = probesIn(client.getPort(), client.getLocalPort());
            assertTrue(ticks > 0 && ticks <= 1000, "the first probe is due in " + ticks + " ticks of 10 ms");
        } finally {
            server.stop(Duration.ZERO);
            chain.stop();
        }
    }

    private static long probesIn(int local, int remote) throws IOException {
        String ports = "(?i).*: [0-9a-f]+:%04x [0-9a-f]+:%04x 01 .*".formatted(local, remote);
        for (String table : new String[] {"tcp", "tcp6"}) {
            for (String line : Files.readAllLines(Path.of("/proc/self/net", table))) {
                String[] timer = line.strip().split(" +");
                if (line.matches(ports) && timer[5].startsWith("02:")) {
                    return Long.parseLong(timer[5].substring(3), 16);
                }
            }
        }
        return -1;
    }
}
