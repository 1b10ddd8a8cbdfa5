package dev.platter.host.deploy;

import dev.platter.host.HostException;
import dev.platter.host.JarContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;

/**
 * Which jars are trusted. With a trust store, those in which every file is signed by a key that is certified in it, by
 * itself or through its chain; without one, all.
 *
 * <p>What {@code META-INF} holds besides cannot be signed by the format, and is not code; directories have no content.
 */
public final class Signatures {
    private final List<Certificate> trusted;
    private final boolean required;

    private Signatures(List<Certificate> trusted, boolean required) {
        this.trusted = trusted;
        this.required = required;
    }

    /**
     * Trusts every jar.
     *
     * @return the policy
     */
    public static Signatures notRequired() {
        return new Signatures(List.of(), false);
    }

    /**
     * Trusts what the keys of a store have signed.
     *
     * @param store a PKCS#12 or JKS file with certificates
     * @param password its password
     * @return the policy
     * @throws HostException if it cannot be read or holds no certificate
     */
    public static Signatures required(Path store, char[] password) throws HostException {
        List<Certificate> certificates = new ArrayList<>();
        try {
            KeyStore keys = KeyStore.getInstance(store.toFile(), password);
            for (Enumeration<String> aliases = keys.aliases(); aliases.hasMoreElements(); ) {
                certificates.add(keys.getCertificate(aliases.nextElement()));
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new HostException(
                    "the trust store " + store + " cannot be read (" + e.getMessage()
                            + "): check the file and its password",
                    e);
        }
        if (certificates.isEmpty()) {
            throw new HostException("the trust store " + store
                    + " holds no certificate, so no bundle could be used: import the signers' certificates into it");
        }
        return new Signatures(List.copyOf(certificates), true);
    }

    /**
     * Refuses a jar that is not trusted.
     *
     * @param content the jar
     * @throws HostException if a file in it is not signed, was changed, or was signed by somebody else
     */
    public void check(JarContent content) throws HostException {
        if (!required) {
            return;
        }
        try (InputStream bytes = content.original();
                JarInputStream jar = new JarInputStream(bytes, true)) {
            int files = 0;
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                jar.transferTo(OutputStream.nullOutputStream());
                jar.closeEntry();
                if (needsSignature(entry)) {
                    files++;
                    check(content.jar(), entry);
                }
            }
            if (files == 0) {
                throw new HostException(content.jar() + " holds nothing that is signed");
            }
        } catch (SecurityException e) {
            throw new HostException(
                    content.jar() + " was changed after it was signed (" + e.getMessage()
                            + "): get it again from whoever has signed it",
                    e);
        } catch (IOException e) {
            throw new HostException(content.jar() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean needsSignature(JarEntry entry) {
        String name = entry.getName().toUpperCase(Locale.ROOT);
        boolean signature = name.startsWith("META-INF/")
                && name.indexOf('/', "META-INF/".length()) < 0
                && (name.endsWith(".SF")
                        || name.endsWith(".RSA")
                        || name.endsWith(".DSA")
                        || name.endsWith(".EC")
                        || name.equals("META-INF/MANIFEST.MF")
                        || name.startsWith("META-INF/SIG-"));
        return !entry.isDirectory() && !signature;
    }

    private void check(Path jar, JarEntry entry) throws HostException {
        CodeSigner[] signers = entry.getCodeSigners();
        if (signers == null) {
            throw new HostException(jar + " is not trusted: " + entry.getName()
                    + " in it is not signed, and this server uses signed bundles only; sign it with jarsigner");
        }
        for (CodeSigner signer : signers) {
            for (Certificate certificate : signer.getSignerCertPath().getCertificates()) {
                if (trusted.contains(certificate)) {
                    return;
                }
            }
        }
        throw new HostException(jar + " is not trusted: it was signed by a key that is not in the trust store ("
                + signers[0].getSignerCertPath().getCertificates().getFirst().getType() + " certificate); import it"
                + " if you trust the signer");
    }
}
