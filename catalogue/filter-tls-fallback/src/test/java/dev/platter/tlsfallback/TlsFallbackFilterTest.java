// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tlsfallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.TlsSession;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TlsFallbackFilterTest {
    private final RecordingDisk behind = RecordingDisk.of(1000);
    private final TestOpener next = new TestOpener(behind);

    private static TlsFallbackFilter filter(String message) {
        return new TlsFallbackFilter(new TlsFallbackFilter.Config(message));
    }

    private static String text(Disk disk) throws IOException {
        ByteBuffer into = ByteBuffer.allocateDirect(512);
        disk.read(into, 0, HoleSink.NONE);
        return StandardCharsets.UTF_8.decode(into.flip()).toString();
    }

    @Test
    void clientWithoutTlsSeesTheMessageUnderEachName() throws IOException {
        for (String name : List.of("", "secret")) {
            Disk disk = filter("hello").open(next, TestClient.anybody().withExportName(name));
            assertEquals("hello" + "\0".repeat(507), text(disk));
            assertEquals(Features.readOnly(), disk.features());
        }
        assertEquals(List.of(), next.clients());
        assertEquals(List.of(new Export("", "")), filter("").exports(next, TestClient.anybody()));
    }

    @Test
    void longMessageIsCutOff() throws IOException {
        assertEquals("a".repeat(512), text(filter("a".repeat(600)).open(next, TestClient.anybody())));
    }

    @Test
    void serverItselfAndClientsWithTlsSeeTheDisk() throws IOException {
        assertSame(behind, filter("").open(next, new TestContext().client()));
        TestClient secured = TestClient.anybody().over(new AnySession());
        assertSame(behind, filter("").open(next, secured));
        assertEquals(next.exports(secured), filter("").exports(next, secured));
    }

    private record AnySession() implements TlsSession {
        @Override
        public String protocol() {
            return "TLSv1.3";
        }

        @Override
        public Optional<String> subject() {
            return Optional.empty();
        }

        @Override
        public List<String> alternativeNames() {
            return List.of();
        }

        @Override
        public Optional<String> pskIdentity() {
            return Optional.empty();
        }
    }
}
