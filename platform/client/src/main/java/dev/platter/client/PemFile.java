// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in PEM (RFC 7468). Text between the blocks is skipped: certtool writes descriptions there. */
final class PemFile {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s+([A-Za-z0-9+/=\\s]*?)-----END \\1-----");

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    private record Block(String label, byte[] der) {}

    private PemFile() {}

    /** The certificates of a file, at least one. */
    static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        List<X509Certificate> found = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (Block block : blocks(file)) {
            if (block.label().equals("CERTIFICATE")) {
                found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
            }
        }
        if (found.isEmpty()) {
            throw new IOException(file + " holds no certificate: a file in PEM has a block that begins with"
                    + " -----BEGIN CERTIFICATE-----");
        }
        return found;
    }

    /** The key of a file, in PKCS #8, or in the older forms that have the same numbers with less around them. */
    static PrivateKey privateKey(Path file, PublicKey certified) throws IOException, GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance(certified.getAlgorithm());
        for (Block block : blocks(file)) {
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return factory.generatePrivate(new PKCS8EncodedKeySpec(block.der()));
                }
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> {
                    return factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8(block.der(), certified)));
                }
                case "ENCRYPTED PRIVATE KEY" ->
                    throw new IOException(file + " is encrypted, and nobody can be asked for its password: store it"
                            + " without one");
                default -> {}
            }
        }
        throw new IOException(
                file + " holds no private key: a file in PEM has a block that begins with -----BEGIN PRIVATE KEY-----");
    }

    /** Puts a key into PKCS #8, with the algorithm that its certificate names: version 0, algorithm, key. */
    private static byte[] pkcs8(byte[] key, PublicKey certified) {
        byte[] algorithm = algorithm(certified.getEncoded());
        byte[] version = {2, 1, 0};
        byte[] octets = element(OCTET_STRING, key);
        byte[] all = new byte[version.length + algorithm.length + octets.length];
        System.arraycopy(version, 0, all, 0, version.length);
        System.arraycopy(algorithm, 0, all, version.length, algorithm.length);
        System.arraycopy(octets, 0, all, version.length + algorithm.length, octets.length);
        return element(SEQUENCE, all);
    }

    /** The first element in a public key, which is a sequence of the algorithm, with its curve, and of the bits. */
    private static byte[] algorithm(byte... publicKey) {
        int start = headerLength(publicKey, 0);
        int length = headerLength(publicKey, start) + contentLength(publicKey, start);
        byte[] algorithm = new byte[length];
        System.arraycopy(publicKey, start, algorithm, 0, length);
        return algorithm;
    }

    private static int headerLength(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return first < 0x80 ? 2 : 2 + (first & 0x7f);
    }

    private static int contentLength(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = (length << 8) | (der[at + 2 + i] & 0xff);
        }
        return length;
    }

    private static byte[] element(int tag, byte... content) {
        int size = content.length;
        byte[] header = size < 0x80
                ? new byte[] {(byte) tag, (byte) size}
                : new byte[] {(byte) tag, (byte) 0x83, (byte) (size >> 16), (byte) (size >> 8), (byte) size};
        byte[] all = new byte[header.length + size];
        System.arraycopy(header, 0, all, 0, header.length);
        System.arraycopy(content, 0, all, header.length, size);
        return all;
    }

    private static List<Block> blocks(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist, name another place", e);
        }
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            try {
                blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ": the block " + matcher.group(1) + " is damaged: it is not Base64", e);
            }
        }
        return blocks;
    }
}
