// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.net.ssl.SSLContext;

/**
 * How a client proves who it is, and whom it trusts: see {@link Handshake#startTls}.
 *
 * <p>With certificates, TLS is the JDK's. Pre-shared keys need Bouncy Castle on the class path ({@code bctls-jdk18on} and
 * what it depends on), since the JDK does not know them; its classes are loaded only then. {@code platterd} has it, and
 * {@code platter} if a word of its command line has {@code tls-psk} in it.
 *
 * <p>The first handshake with certificates registers a security provider, {@code PlatterCertificates}, in front of the JDK's. It parses
 * certificates without a subject in this client's handshakes, and passes every other call on.
 *
 * @since 0.1
 */
public abstract sealed class ClientTls permits CertificateTls, PskTls {
    ClientTls() {}

    /**
     * The settings of a URI, as libnbd understands them: {@code tls-psk-file} names the file that has the key of the URI's
     * user, or of {@code tls-username}; otherwise {@code tls-certificates} names a folder with {@code ca-cert.pem} and perhaps
     * {@code client-cert.pem} and {@code client-key.pem}, without which the authorities of the JDK are trusted.
     * {@code tls-hostname} is the name that the server's certificate must have, if it is not the host's, and
     * {@code tls-verify-peer=0} accepts any certificate. {@code tls-type} may say which of the two it is.
     *
     * @param uri a URI that asks for TLS
     * @return the settings
     * @throws IOException if a file is missing or wrong; the message names it and says what to do
     */
    public static ClientTls of(NbdUri uri) throws IOException {
        String file = uri.parameters().getOrDefault("tls-psk-file", "");
        String type = uri.parameters().getOrDefault("tls-type", file.isEmpty() ? "x509" : "psk");
        return switch (type) {
            case "x509" -> certificates(uri);
            case "psk" -> {
                if (file.isEmpty()) {
                    throw new IOException("cannot connect to " + uri
                            + ": it asks for pre-shared keys, and does not say where they are: add tls-psk-file=FILE");
                }
                String user = uri.user()
                        .orElse(uri.parameters().getOrDefault("tls-username", System.getProperty("user.name", "")));
                yield preSharedKey(user, PskKeys.keyOf(user, Path.of(file)));
            }
            default ->
                throw new IOException(
                        "cannot connect to " + uri + ": tls-type is '" + type + "': it must be x509 or psk");
        };
    }

    private static ClientTls certificates(NbdUri uri) throws IOException {
        String verify = uri.parameters().getOrDefault("tls-verify-peer", "1").toLowerCase(Locale.ROOT);
        String host = uri.server() instanceof ServerAddress.Tcp tcp ? tcp.host() : "localhost";
        boolean trustsAnybody = verify.equals("0") || verify.equals("false");
        String folder = uri.parameters().getOrDefault("tls-certificates", "");
        SSLContext context = folder.isEmpty()
                ? ClientCertificates.ofJdk(trustsAnybody)
                : ClientCertificates.in(Path.of(folder), trustsAnybody);
        return new CertificateTls(context, trustsAnybody ? "" : uri.parameters().getOrDefault("tls-hostname", host));
    }

    /**
     * TLS with certificates.
     *
     * @param context has the client's certificate, if it has one, and knows whom to trust
     * @param hostname the name that the server's certificate must have; empty if any name will do
     * @return the settings
     */
    public static ClientTls certificates(SSLContext context, String hostname) {
        return new CertificateTls(context, hostname);
    }

    /**
     * TLS with a pre-shared key.
     *
     * @param user the name that the server knows the key by
     * @param key the key, which is copied
     * @return the settings
     */
    public static ClientTls preSharedKey(String user, byte[] key) {
        return new PskTls(user, key.clone());
    }

    /**
     * Does the handshake of TLS, and waits for its end.
     *
     * @param plain the connection; closed with the result
     * @throws IOException if the server is not trusted, or does not trust this client; the connection is then of no use
     */
    abstract Transport secure(Transport plain) throws IOException;
}
