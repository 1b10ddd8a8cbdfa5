// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A folder of certificates in the layout of libnbd and libvirt: {@code ca-cert.pem}, and for a client that proves who it
 * is {@code client-cert.pem} and {@code client-key.pem}.
 */
final class ClientCertificates {
    private static final char[] IN_MEMORY = new char[0];

    private ClientCertificates() {}

    /** Trusts those whom the JDK trusts, or anybody, and proves nothing. */
    static SSLContext ofJdk(boolean trustsAnybody) throws IOException {
        return context(null, trustsAnybody ? TrustAnybody.MANAGERS : null, "the JDK's certificates");
    }

    /** Trusts those whom the folder's authorities have certified, or anybody, and is who the folder says. */
    static SSLContext in(Path folder, boolean trustsAnybody) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(
                    folder + " does not exist, or is not a folder: name the one with ca-cert.pem in it");
        }
        Path certificate = folder.resolve("client-cert.pem");
        try {
            KeyManager[] own = Files.exists(certificate) ? keys(certificate, folder.resolve("client-key.pem")) : null;
            TrustManager[] trusted = trustsAnybody ? TrustAnybody.MANAGERS : authorities(folder.resolve("ca-cert.pem"));
            return context(own, trusted, folder.toString());
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates in " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] authorities(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (X509Certificate authority : PemFile.certificates(file)) {
            store.setCertificateEntry(
                    authority.getSubjectX500Principal() + " " + authority.getSerialNumber(), authority);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        return trust.getTrustManagers();
    }

    private static KeyManager[] keys(Path certificate, Path key) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = PemFile.certificates(certificate);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "client",
                PemFile.privateKey(key, chain.getFirst().getPublicKey()),
                IN_MEMORY,
                chain.toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, IN_MEMORY);
        return keys.getKeyManagers();
    }

    private static SSLContext context(KeyManager @Nullable [] own, TrustManager @Nullable [] trusted, String where)
            throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own, trusted, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(where + " cannot be used: " + e.getMessage(), e);
        }
    }
}
