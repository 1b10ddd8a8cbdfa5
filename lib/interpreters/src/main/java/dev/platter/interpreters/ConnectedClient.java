// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.interpreters;

import dev.platter.api.Client;
import dev.platter.api.TlsSession;
import dev.platter.api.UnixCredentials;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A client that a script knows, and what the script has decided about it. */
final class ConnectedClient {
    private final Client client;
    private volatile boolean letGo;

    ConnectedClient(Client client) {
        this.client = client;
    }

    Client client() {
        return client;
    }

    /** Its later requests fail. */
    void letGo() {
        letGo = true;
    }

    boolean isLetGo() {
        return letGo;
    }

    /** What a script can ask about it, in the order that the helpers know; words that are not known are empty. */
    byte[] facts() {
        Optional<UnixCredentials> credentials = client.credentials();
        Optional<TlsSession> tls = client.tls();
        return String.join(
                        "\0",
                        client.readOnly() ? "1" : "0",
                        tls.isPresent() ? "1" : "0",
                        client.exportName(),
                        credentials.map(c -> Integer.toString(c.pid())).orElse(""),
                        credentials.map(c -> Integer.toUnsignedString(c.uid())).orElse(""),
                        credentials.map(c -> Integer.toUnsignedString(c.gid())).orElse(""),
                        client.securityContext().orElse(""),
                        tls.flatMap(TlsSession::subject).orElse(""),
                        tls.flatMap(TlsSession::issuer).orElse(""))
                .getBytes(StandardCharsets.UTF_8);
    }
}
