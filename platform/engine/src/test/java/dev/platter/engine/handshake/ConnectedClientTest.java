// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.TlsSession;
import dev.platter.engine.export.Presence;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The client as plugins and filters see it. */
class ConnectedClientTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ConnectedClient client = new ConnectedClient(
            7, channel, new Presence(), Optional.empty(), Optional.empty(), "", false, System.getLogger("test"));

    private record Tls13() implements TlsSession {
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

    @Test
    void aFactThatIsLearntLaterMakesANewClient() {
        Client later = client.secured(new Tls13()).withExportName("one").asReadOnly();
        assertTrue(later.tls().isPresent());
        assertEquals("one", later.exportName());
        assertTrue(later.readOnly());
        assertEquals(7, later.id());
        assertTrue(client.tls().isEmpty());
        assertEquals("", client.exportName());
        assertFalse(client.readOnly());
    }

    @Test
    void disconnectingClosesItsChannel() {
        client.withExportName("one").disconnect();
        assertFalse(channel.isOpen());
    }
}
