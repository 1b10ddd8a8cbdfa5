// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.credentials.CertificateFile;
import dev.platter.credentials.OwnCertificate;
import dev.platter.credentials.PrivateKeyFile;
import dev.platter.credentials.TolerantTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A folder of certificates in the layout of libnbd and libvirt: {@code ca-cert.pem}, and for a client that proves who it
 * is {@code client-cert.pem} and {@code client-key.pem}.
 */
final class ClientCertificates {
    private ClientCertificates() {}

    /** Trusts those whom the JDK trusts, or anybody, and proves nothing. */
    static SSLContext ofJdk(boolean trustsAnybody) throws IOException {
        try {
            return context(null, trustsAnybody ? TrustAnybody.INSTANCE : trusting(null));
        } catch (GeneralSecurityException e) {
            throw new IOException("the JDK's certificates cannot be used: " + e.getMessage(), e);
        }
    }

    /** Trusts those whom the folder's authorities have certified, or anybody, and is who the folder says. */
    static SSLContext in(Path folder, boolean trustsAnybody) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(
                    folder + " does not exist, or is not a folder: name the one with ca-cert.pem in it");
        }
        Path certificate = folder.resolve("client-cert.pem");
        try {
            KeyManager own = Files.exists(certificate) ? own(certificate, folder.resolve("client-key.pem")) : null;
            TrustManager trusted =
                    trustsAnybody ? TrustAnybody.INSTANCE : trusting(authorities(folder.resolve("ca-cert.pem")));
            return context(own, trusted);
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates in " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static KeyStore authorities(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (X509Certificate authority : CertificateFile.certificates(file)) {
            store.setCertificateEntry(
                    authority.getSubjectX500Principal() + " " + authority.getSerialNumber(),
                    TolerantTrust.verifiable(authority));
        }
        return store;
    }

    /** Trusts these authorities, or those of the JDK. */
    private static TrustManager trusting(@Nullable KeyStore authorities) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(authorities);
        return new TolerantTrust(TolerantTrust.of(trust));
    }

    private static KeyManager own(Path certificate, Path key) throws IOException {
        List<X509Certificate> chain = CertificateFile.certificates(certificate);
        return new OwnCertificate(
                chain, PrivateKeyFile.read(key, chain.getFirst().getPublicKey(), certificate));
    }

    private static SSLContext context(@Nullable KeyManager own, TrustManager trusted) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own == null ? null : new KeyManager[] {own}, new TrustManager[] {trusted}, null);
        return context;
    }
}
