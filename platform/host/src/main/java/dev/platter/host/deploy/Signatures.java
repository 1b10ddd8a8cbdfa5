// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.deploy;

import dev.platter.host.RefusedException;
import dev.platter.host.JarContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;

/**
 * Which jars are trusted. With a trust store, those in which every file is signed by a key that is certified in it, by
 * itself or through its chain; without one, all.
 *
 * <p>What {@code META-INF} holds besides cannot be signed by the format, and is not code; directories have no content.
 *
 * <p>A jar can be read from its beginning, file after file, and from its end, by its table of contents; and one that was made
 * with care holds other files for each. Both kinds of readers come after this, so both have to find nothing but what is
 * signed.
 */
public final class Signatures {
    private final Optional<TrustedSigners> signers;

    private Signatures(Optional<TrustedSigners> signers) {
        this.signers = signers;
    }

    /**
     * Trusts every jar.
     *
     * @return the policy
     */
    public static Signatures notRequired() {
        return new Signatures(Optional.empty());
    }

    /**
     * Trusts what the keys of a store have signed.
     *
     * @param store a PKCS#12 or JKS file with certificates
     * @param password its password
     * @return the policy
     * @throws RefusedException if it cannot be read or holds no certificate
     */
    public static Signatures required(Path store, char[] password) throws RefusedException {
        return new Signatures(Optional.of(TrustedSigners.of(store, password)));
    }

    /**
     * Refuses a jar that is not trusted.
     *
     * @param content the jar
     * @throws RefusedException if a file in it is not signed, was changed, or was signed by somebody else
     */
    public void check(JarContent content) throws RefusedException {
        if (signers.isEmpty()) {
            return;
        }
        Check check = new Check(content.jar(), signers.get());
        try {
            fromTheBeginning(content, check);
            fromTheEnd(content, check);
        } catch (SecurityException e) {
            throw new RefusedException(
                    content.jar() + " was changed after it was signed (" + e.getMessage()
                            + "): get it again from whoever has signed it",
                    e);
        } catch (IOException | GeneralSecurityException e) {
            throw new RefusedException(content.jar() + " cannot be read: " + e.getMessage(), e);
        }
        if (check.files == 0) {
            throw new RefusedException(content.jar() + " holds nothing that is signed");
        }
    }

    private static void fromTheBeginning(JarContent content, Check check)
            throws IOException, GeneralSecurityException, RefusedException {
        try (JarInputStream jar = new JarInputStream(content.original(), true)) {
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                jar.transferTo(OutputStream.nullOutputStream());
                jar.closeEntry();
                check.file(entry);
            }
        }
    }

    private static void fromTheEnd(JarContent content, Check check)
            throws IOException, GeneralSecurityException, RefusedException {
        Path copy = Files.createTempFile("platter-", ".jar");
        try {
            try (OutputStream out = Files.newOutputStream(copy)) {
                content.original().transferTo(out);
            }
            try (JarFile jar = new JarFile(copy.toFile(), true)) {
                for (JarEntry entry : Collections.list(jar.entries())) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        in.transferTo(OutputStream.nullOutputStream());
                    }
                    check.file(entry);
                }
            }
        } finally {
            Files.delete(copy);
        }
    }

    /** Looks at the files of one jar, each after it was read to its end, and at each signer once. */
    private static final class Check {
        private final Path jar;
        private final TrustedSigners trusted;
        private final Set<CodeSigner> known = new HashSet<>();
        private int files;

        Check(Path jar, TrustedSigners trusted) {
            this.jar = jar;
            this.trusted = trusted;
        }

        void file(JarEntry entry) throws RefusedException, GeneralSecurityException {
            if (!needsSignature(entry)) {
                return;
            }
            files++;
            CodeSigner[] signers = entry.getCodeSigners();
            if (signers == null) {
                throw new RefusedException(jar + " is not trusted: " + entry.getName()
                        + " in it is not signed, and this server uses signed bundles only; sign it with jarsigner");
            }
            for (CodeSigner signer : signers) {
                if (known.contains(signer)) {
                    return;
                }
                if (trusted.include(signer)) {
                    known.add(signer);
                    return;
                }
            }
            throw new RefusedException(jar + " is not trusted: it was signed by " + TrustedSigners.name(signers[0])
                    + ", whose key is not in the trust store; import the certificate if you trust the signer");
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
}
