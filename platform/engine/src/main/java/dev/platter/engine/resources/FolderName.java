// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.resources;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of exports and members as names of folders. */
public final class FolderName {
    /** File systems allow 255 bytes. */
    private static final int LONGEST = 200;

    private FolderName() {}

    /**
     * The folder's name for a name. Two names never share a folder, also not in file systems that do not tell capitals
     * from small letters, or drop a full stop at the end.
     *
     * @param name any name
     * @return the name, with every octet but small letters, digits, dashes and underscores in the form {@code %2f};
     *     {@code %} for the empty name; the SHA-256 after {@code %%} if that would be very long
     */
    public static String of(String name) {
        byte[] octets = name.getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder(name.isEmpty() ? "%" : "");
        for (byte octet : octets) {
            if ((octet >= 'a' && octet <= 'z') || (octet >= '0' && octet <= '9') || octet == '-' || octet == '_') {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HexFormat.of().toHexDigits(octet));
            }
        }
        return encoded.length() <= LONGEST ? encoded.toString() : "%%" + digest(octets);
    }

    private static String digest(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
