// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cdi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** What images consist of. */
final class Layers {
    private Layers() {}

    /** Zeroes, and behind them bytes of a seed. */
    static byte[] layer(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        Arrays.fill(bytes, 0, length / 2, (byte) 0);
        return bytes;
    }

    static byte[] packed(byte[] layer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(layer);
        }
        return out.toByteArray();
    }

    static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String manifest(byte[] config, byte[]... layers) {
        StringBuilder all = new StringBuilder();
        for (byte[] layer : layers) {
            all.append(all.isEmpty() ? "" : ",")
                    .append(described("application/vnd.oci.image.layer.v1.tar+gzip", layer));
        }
        return """
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":%s,"layers":[%s]}
            """.formatted(described("application/vnd.oci.image.config.v1+json", config), all);
    }

    private static String described(String type, byte[] bytes) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}".formatted(type, digest(bytes), bytes.length);
    }
}
