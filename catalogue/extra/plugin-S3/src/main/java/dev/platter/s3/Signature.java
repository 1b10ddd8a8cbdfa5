// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as AWS Signature Version 4 demands ("Authenticating Requests: Using the Authorization Header", Amazon S3 API Reference).
 *
 * @param keys who asks
 * @param region of the bucket
 * @param time when it is asked
 */
record Signature(Keys keys, String region, Instant time) {
    /** Stands for the hash of a body that is not hashed, since TLS protects it. */
    static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /**
     * The headers that a request needs, besides those that it has.
     *
     * @param method of the request
     * @param host the header of that name
     * @param path of the address, encoded
     * @param query of the address, encoded and sorted
     * @param hash of the body, in hexadecimal digits, or {@link #UNSIGNED}
     */
    SortedMap<String, String> headers(String method, String host, String path, String query, String hash) {
        String now = TIME.format(time);
        SortedMap<String, String> signed = new TreeMap<>();
        signed.put("x-amz-content-sha256", hash);
        signed.put("x-amz-date", now);
        keys.token().ifPresent(token -> signed.put("x-amz-security-token", token));

        SortedMap<String, String> all = new TreeMap<>(signed);
        all.put("host", host);
        String names = String.join(";", all.keySet());
        StringBuilder request = new StringBuilder();
        request.append(method)
                .append('\n')
                .append(path)
                .append('\n')
                .append(query)
                .append('\n');
        all.forEach(
                (name, value) -> request.append(name).append(':').append(value).append('\n'));
        request.append('\n').append(names).append('\n').append(hash);

        String day = now.substring(0, 8);
        String scope = day + "/" + region + "/s3/aws4_request";
        String text = ALGORITHM + "\n" + now + "\n" + scope + "\n" + hash(bytes(request.toString()));
        byte[] key = hmac(hmac(hmac(hmac(bytes("AWS4" + keys.secret()), day), region), "s3"), "aws4_request");
        signed.put(
                "Authorization",
                ALGORITHM + " Credential=" + keys.id() + "/" + scope + ", SignedHeaders=" + names + ", Signature="
                        + HexFormat.of().formatHex(hmac(key, text)));
        return signed;
    }

    /** The SHA-256 of bytes, whose position does not change. */
    static String hash(ByteBuffer bytes) {
        MessageDigest digest = sha256();
        digest.update(bytes.duplicate());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String hash(byte[] bytes) {
        return hash(ByteBuffer.wrap(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
