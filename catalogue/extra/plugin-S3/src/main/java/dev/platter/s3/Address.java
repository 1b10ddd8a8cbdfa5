// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * Where a bucket is. Amazon's are named by the host, those of other stores by the path, as AWS's programs do it.
 *
 * @param endpoint the address of a store; empty for Amazon's
 * @param bucket its name
 */
record Address(Optional<URI> endpoint, String bucket) {
    /** Names that can be a part of a host's name behind a certificate for all of them. */
    private static final Pattern HOST_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

    /** The address of an object, or with an empty key of the bucket itself. */
    URI of(String region, String key, SortedMap<String, String> query) {
        boolean byHost = endpoint.isEmpty() && HOST_NAME.matcher(bucket).matches();
        String root = endpoint.map(Address::withoutEnd)
                .orElseGet(() -> "https://" + (byHost ? bucket + "." : "") + "s3." + region + ".amazonaws.com");
        String path = (byHost ? "" : "/" + encoded(bucket, false)) + "/" + encoded(key, false);
        String asked = query(query);
        return URI.create(root + path + (asked.isEmpty() ? "" : "?" + asked));
    }

    private static String withoutEnd(URI uri) {
        String text = uri.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static String query(Map<String, String> query) {
        StringBuilder text = new StringBuilder();
        query.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                .append(encoded(name, true))
                .append('=')
                .append(encoded(value, true)));
        return text.toString();
    }

    /** What {@link Signature} counts on: each byte but letters, digits and four others as two digits. */
    private static String encoded(String text, boolean slashToo) {
        StringBuilder out = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (each & 0xff);
            boolean plain = (letter >= 'A' && letter <= 'Z')
                    || (letter >= 'a' && letter <= 'z')
                    || (letter >= '0' && letter <= '9')
                    || "-._~".indexOf(letter) >= 0
                    || (letter == '/' && !slashToo);
            if (plain) {
                out.append(letter);
            } else {
                out.append(String.format(Locale.ROOT, "%%%02X", (int) letter));
            }
        }
        return out.toString();
    }
}
