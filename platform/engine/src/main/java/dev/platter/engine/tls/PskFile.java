// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import dev.platter.credentials.CredentialException;
import dev.platter.credentials.CredentialFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of clients by their identities, in the format of GnuTLS: a line {@code identity:key} for each, the key in
 * hexadecimal. An identity that is not text is written in hexadecimal too, after a {@code #}.
 */
final class PskFile {
    private final Map<Identity, byte[]> keys;

    /** The bytes by which a client identifies itself. */
    private record Identity(String hex) {
        static Identity of(byte[] bytes) {
            return new Identity(HexFormat.of().formatHex(bytes));
        }
    }

    private PskFile(Map<Identity, byte[]> keys) {
        this.keys = keys;
    }

    static PskFile read(Path file) throws CredentialException {
        Map<Identity, byte[]> keys = new HashMap<>();
        List<String> lines = CredentialFile.lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()) {
                add(keys, line, file + ", line " + (i + 1));
            }
        }
        if (keys.isEmpty()) {
            throw new CredentialException(file + " holds no key: psktool -u NAME -p " + file + " adds one");
        }
        return new PskFile(keys);
    }

    private static void add(Map<Identity, byte[]> keys, String line, String where) throws CredentialException {
        int colon = line.lastIndexOf(':');
        if (colon <= 0) {
            throw new CredentialException(
                    where + ": a line is NAME:KEY, with the key in hexadecimal, as psktool writes it");
        }
        String name = line.substring(0, colon);
        byte[] identity = name.startsWith("#")
                ? hex(name.substring(1), where, "the name behind #")
                : name.getBytes(StandardCharsets.UTF_8);
        byte[] key = hex(line.substring(colon + 1), where, "the key");
        if (keys.putIfAbsent(Identity.of(identity), key) != null) {
            throw new CredentialException(where + ": " + name + " has a key already: remove one of the two lines");
        }
    }

    private static byte[] hex(String digits, String where, String what) throws CredentialException {
        // The digits are secret, so they are not in the message, and the JDK's exception, which quotes them, is not its
        // cause.
        if (digits.isEmpty() || digits.length() % 2 != 0 || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw new CredentialException(
                    where + ": " + what + " has to be an even number of hexadecimal digits, and has " + digits.length()
                            + " characters: psktool makes keys");
        }
        return HexFormat.of().parseHex(digits);
    }

    Optional<byte[]> key(byte[] identity) {
        return Optional.ofNullable(keys.get(Identity.of(identity))).map(byte[]::clone);
    }
}
