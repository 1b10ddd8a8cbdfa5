// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.deploy;

import dev.platter.host.JarContent;
import dev.platter.host.RefusedException;
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
 * The policy that decides which jars are trusted. With a trust store, a jar is trusted if every file in it is signed by a key
 * that the store certifies, directly or through a chain. Without a trust store, all jars are trusted.
 *
 * <p>Two kinds of entries need no signature: files of the signatures in {@code META-INF}, which the format cannot sign and
 * which are not code, and directories, which have no content.
 *
 * <p>A jar can be read from its beginning, file by file, or from its end, by its table of contents. A crafted jar can show
 * different files to the two kinds of readers. Both kinds read the jar later, so both must find only signed files.
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
     * Trusts jars signed with the keys of a store.
     *
     * @param store a PKCS#12 or JKS file with certificates
     * @param password its password
     * @return the policy
     * @throws RefusedException if the store cannot be read or holds no certificate
     */
    public static Signatures required(Path store, char[] password) throws RefusedException {
        return new Signatures(Optional.of(TrustedSigners.of(store, password)));
    }

    /**
     * Refuses a jar that is not trusted.
     *
     * @param content the jar
     * @throws RefusedException if a file in it is unsigned, was changed, or is signed by an untrusted key
     */
    public void check(JarContent content) throws RefusedException {
        if (signers.isEmpty()) {
            return;
        }
        if (content.hasLibraries()) {
            throw new RefusedException(
                    content.jar() + " uses libraries that lie beside it, which its signature does not"
                            + " cover: embed them in the jar, and sign it again");
        }
        Check check = new Check(content.jar(), signers.get());
        try {
            fromTheBeginning(content, check);
            fromTheEnd(content, check);
        } catch (SecurityException e) {
            throw new RefusedException(
                    content.jar() + " was changed after it was signed (" + e.getMessage()
                            + "): get it again from its signer",
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

    /** Checks the files of one jar, each after it was read to its end, and each signer once. */
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
