// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How connections are encrypted, and whose certificates count.
 *
 * @param verify whether any do not
 * @param bundle a file with certificates that count, instead of the system's
 * @param folder a folder with such files, likewise
 * @param versions of TLS, by their names in Java; at least one
 * @param ciphers that may be used; empty for Java's own choice
 */
public record Encryption(
        boolean verify, Optional<Path> bundle, Optional<Path> folder, List<String> versions, List<String> ciphers) {
    /** Where systems have the certificates that their administrators trust; Java's own list does not follow them everywhere. */
    private static final List<Path> BUNDLES_OF_SYSTEMS = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/ca-bundle.pem"),
            Path.of("/etc/ssl/cert.pem"));

    /**
     * Whether the user has named what there may be a mistake in.
     *
     * @return whether certificates or ciphers are the user's choice
     */
    public boolean isChosen() {
        return bundle.isPresent() || folder.isPresent() || !ciphers.isEmpty();
    }

    /** Reads the certificates. */
    SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager trust = verify ? new ExplainingTrust(authorities()) : new BlindTrust();
            context.init(null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be used: " + e.getMessage(), e);
        }
    }

    /** Refuses ciphers that Java does not have, which would otherwise show at the first connection. */
    SSLParameters parameters(SSLContext context) throws IOException {
        List<String> known = List.of(context.getSupportedSSLParameters().getCipherSuites());
        for (String cipher : ciphers) {
            if (!known.contains(cipher)) {
                throw new IOException(
                        "Java has no cipher " + cipher + ": ssl-cipher-list and tls13-ciphers take the names of"
                                + " the standards, such as " + known.getFirst());
            }
        }
        SSLParameters parameters = new SSLParameters();
        // Without versions, Java's HTTP client would not offer HTTP/2.
        parameters.setProtocols(versions.toArray(String[]::new));
        if (!ciphers.isEmpty()) {
            parameters.setCipherSuites(ciphers.toArray(String[]::new));
        }
        return parameters;
    }

    private X509ExtendedTrustManager authorities() throws IOException, GeneralSecurityException {
        List<Path> files = new ArrayList<>();
        bundle.ifPresent(files::add);
        if (folder.isPresent()) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder.get(), Files::isRegularFile)) {
                found.forEach(files::add);
            }
        }
        if (bundle.isEmpty() && folder.isEmpty()) {
            BUNDLES_OF_SYSTEMS.stream().filter(Files::isReadable).findFirst().ifPresent(files::add);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(files.isEmpty() ? null : store(files));
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager trust) {
                return trust;
            }
        }
        throw new GeneralSecurityException("Java has nothing that checks certificates");
    }

    private @Nullable KeyStore store(List<Path> files) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                for (Certificate certificate : factory.generateCertificates(in)) {
                    store.setCertificateEntry(Integer.toString(store.size()), certificate);
                }
            } catch (CertificateException e) {
                // A folder may have other files than certificates.
                if (bundle.isPresent() && bundle.get().equals(file)) {
                    throw new IOException(file + " has no certificates that can be read: " + e.getMessage(), e);
                }
            }
        }
        if (store.size() == 0) {
            throw new IOException(
                    "there is no certificate in " + files + ": without one no web server could be trusted");
        }
        return store;
    }
}
