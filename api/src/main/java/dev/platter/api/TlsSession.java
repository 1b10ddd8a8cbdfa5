// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What TLS has found out about a client. It reports only what was verified. Immutable.
 *
 * @since 0.1
 */
@ProviderType
public interface TlsSession {
    /**
     * The version of the protocol.
     *
     * @return for example {@code TLSv1.3}
     */
    String protocol();

    /**
     * The subject of the client's certificate.
     *
     * @return the distinguished name in the form of RFC 4514; empty if the server asked for no certificate
     */
    Optional<String> subject();

    /**
     * Who has issued the client's certificate.
     *
     * @return the issuer's distinguished name in the form of RFC 4514; empty if the server asked for no certificate
     */
    default Optional<String> issuer() {
        return Optional.empty();
    }

    /**
     * The alternative names of the client's certificate: DNS names, addresses, e-mail addresses and URIs.
     *
     * @return the names in the certificate's order, possibly none
     */
    List<String> alternativeNames();

    /**
     * The identity whose key the client has proved to hold.
     *
     * @return the identity; empty if certificates were used
     */
    Optional<String> pskIdentity();
}
