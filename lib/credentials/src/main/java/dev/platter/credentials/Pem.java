// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.credentials;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Reads the blocks of a PEM file (RFC 7468), in their order. Text between the blocks is skipped: certtool and openssl
 * write descriptions there, for people.
 */
final class Pem {
    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";

    /**
     * A block.
     *
     * @param label the kind that it claims to be, for example {@code CERTIFICATE}
     * @param der its content
     */
    record Block(String label, byte[] der) {}

    private Pem() {}

    static List<Block> read(Path file) throws CredentialException {
        List<Block> blocks = new ArrayList<>();
        String label = "";
        var base64 = new StringBuilder();
        for (String line : CredentialFile.lines(file)) {
            String text = line.strip();
            if (label.isEmpty()) {
                if (text.startsWith(BEGIN) && text.endsWith(DASHES) && text.length() > BEGIN.length()) {
                    label = text.substring(BEGIN.length(), text.length() - DASHES.length());
                    base64.setLength(0);
                }
            } else if (text.equals("-----END " + label + DASHES)) {
                blocks.add(new Block(label, decode(file, label, base64.toString())));
                label = "";
            } else {
                base64.append(text);
            }
        }
        if (!label.isEmpty()) {
            throw new CredentialException(
                    file + " ends within its block " + label + ": it is not complete; copy it once more");
        }
        return blocks;
    }

    private static byte[] decode(Path file, String label, String base64) throws CredentialException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            String why = base64.contains(":")
                    ? "is encrypted, and a server cannot ask for its password: store it without one"
                    : "is damaged: it is not Base64";
            throw new CredentialException(file + ": the block " + label + " " + why, e);
        }
    }
}
