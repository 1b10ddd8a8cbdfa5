// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import dev.platter.credentials.NamelessCertificates;
import dev.platter.credentials.OwnCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;

/** A certificate authority for tests, with the few parts of X.509 that it needs: the JDK cannot make certificates. */
final class TestAuthority {
    private static final int CONTEXT_0 = 0xa0;
    private static final int CONTEXT_3 = 0xa3;
    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int SEQUENCE = 0x30;
    private static final int UTC_TIME = 0x17;

    private static final byte[] ECDSA_WITH_SHA256 = element(SEQUENCE, oid("2a8648ce3d040302"));
    private static final byte[] TRUE = element(BOOLEAN, new byte[] {(byte) 0xff});
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private final KeyPair keys = ecKeys();
    private final X500Principal name;
    private final X509Certificate certificate;
    private int lastSerial;

    /** A certificate and its key. */
    record Identity(X509Certificate certificate, KeyPair keys) {}

    TestAuthority(String name) {
        this.name = new X500Principal("CN=" + name);
        byte[] mayIssue = element(SEQUENCE, oid("551d13"), TRUE, element(OCTET_STRING, element(SEQUENCE, TRUE)));
        certificate = issue(this.name, keys, mayIssue).certificate();
    }

    static KeyPair ecKeys() {
        return keys("EC", 256);
    }

    static KeyPair keys(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (bits > 0) {
                generator.initialize(bits);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** A server certificate for the loopback address, under its usual name. */
    Identity server() {
        return server(ecKeys());
    }

    Identity server(KeyPair its) {
        byte[] loopback = InetAddress.getLoopbackAddress().getAddress();
        return issue(new X500Principal("CN=server"), its, names(Map.of(0x87, loopback)));
    }

    Identity client(String common, String dnsName) {
        byte[] dns = dnsName.getBytes(StandardCharsets.US_ASCII);
        return issue(new X500Principal("CN=" + common + ",O=Test"), ecKeys(), names(Map.of(0x82, dns)));
    }

    /** A client certificate without a subject, whose alternative name is not marked as critical, as certtool makes it. */
    Identity nameless(String dnsName) {
        byte[] dns = dnsName.getBytes(StandardCharsets.US_ASCII);
        return issue(new X500Principal(""), ecKeys(), names(Map.of(0x82, dns)));
    }

    /** A client certificate with neither a subject nor an alternative name. */
    Identity anonymous() {
        return issue(
                new X500Principal(""),
                ecKeys(),
                element(SEQUENCE, oid("551d13"), element(OCTET_STRING, element(SEQUENCE))));
    }

    private static byte[] names(Map<Integer, byte[]> names) {
        List<byte[]> elements = new ArrayList<>();
        names.forEach((tag, value) -> elements.add(element(tag, value)));
        byte[] all = element(SEQUENCE, elements.toArray(byte[][]::new));
        return element(SEQUENCE, oid("551d11"), element(OCTET_STRING, all));
    }

    private Identity issue(X500Principal subject, KeyPair its, byte[] extension) {
        lastSerial++;
        Instant now = Instant.now();
        byte[] toBeSigned = element(
                SEQUENCE,
                element(CONTEXT_0, number(2)),
                number(lastSerial),
                ECDSA_WITH_SHA256,
                name.getEncoded(),
                element(SEQUENCE, time(now.minus(Duration.ofDays(1))), time(now.plus(Duration.ofDays(9)))),
                subject.getEncoded(),
                its.getPublic().getEncoded(),
                element(CONTEXT_3, element(SEQUENCE, extension)));
        try {
            return new Identity(NamelessCertificates.parse(signed(toBeSigned)), its);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A revocation list, in PEM. */
    String revoking(Identity... revoked) {
        Instant now = Instant.now();
        List<byte[]> entries = new ArrayList<>();
        for (Identity identity : revoked) {
            byte[] serial = number(identity.certificate().getSerialNumber().intValue());
            entries.add(element(SEQUENCE, serial, time(now.minus(Duration.ofHours(1)))));
        }
        byte[] toBeSigned = element(
                SEQUENCE,
                number(1),
                ECDSA_WITH_SHA256,
                name.getEncoded(),
                time(now.minus(Duration.ofDays(1))),
                time(now.plus(Duration.ofDays(9))),
                element(SEQUENCE, entries.toArray(byte[][]::new)));
        return pem("X509 CRL", signed(toBeSigned));
    }

    private byte[] signed(byte[] toBeSigned) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(toBeSigned);
            byte[] bits = element(BIT_STRING, new byte[1], signature.sign());
            return element(SEQUENCE, toBeSigned, ECDSA_WITH_SHA256, bits);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] oid(String hex) {
        return element(OBJECT_IDENTIFIER, HexFormat.of().parseHex(hex));
    }

    private static byte[] number(int value) {
        return element(INTEGER, BigInteger.valueOf(value).toByteArray());
    }

    private static byte[] time(Instant time) {
        return element(UTC_TIME, UTC.format(time).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] element(int tag, byte[]... contents) {
        var content = new ByteArrayOutputStream();
        for (byte[] part : contents) {
            content.writeBytes(part);
        }
        var element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length >= 0x80) {
            byte[] bytes = BigInteger.valueOf(length).toByteArray();
            int zero = bytes[0] == 0 ? 1 : 0;
            element.write(0x80 | bytes.length - zero);
            element.write(bytes, zero, bytes.length - zero);
        } else {
            element.write(length);
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String pem(Key key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** Writes the files of a server that this authority has certified, without a revocation list. */
    CertificateFolder write(Path folder, Identity server) throws IOException {
        CertificateFolder certificates = new CertificateFolder(folder);
        Files.writeString(certificates.authorities(), pem(certificate));
        Files.writeString(certificates.certificate(), pem(server.certificate()));
        Files.writeString(certificates.key(), pem(server.keys().getPrivate()));
        return certificates;
    }

    /** The TLS context of a client that trusts this authority, with at most one certificate of its own. */
    SSLContext clientContext(Identity... client) throws GeneralSecurityException, IOException {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("authority", certificate);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(trust);
        KeyManager[] own = Stream.of(client)
                .map(identity -> new OwnCertificate(
                        List.of(identity.certificate()), identity.keys().getPrivate()))
                .toArray(KeyManager[]::new);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own, trusted.getTrustManagers(), null);
        return context;
    }
}
