// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The files of an installation, with the checksums that they were packed with. */
final class Installation {
    /** In sha256sum's format; names are relative to the installation. */
    private static final String CHECKSUMS = "lib/checksums";

    /** The same for what was unpacked over the installation. */
    private static final String CHECKSUMS_OF_EXTRA = "lib/checksums-extra";

    /** Two blanks separate them. */
    private static final int HASH = 64;

    private final Path home;

    Installation(Path home) {
        this.home = home;
    }

    /**
     * The first file that is not as it was packed.
     *
     * @return a sentence that names it and the remedy; empty if every file is right
     */
    Optional<String> damage() {
        Optional<String> damage = damageOf(CHECKSUMS);
        boolean extra = Files.exists(home.resolve(CHECKSUMS_OF_EXTRA));
        return damage.isEmpty() && extra ? damageOf(CHECKSUMS_OF_EXTRA) : damage;
    }

    private Optional<String> damageOf(String checksums) {
        List<String> lines;
        try {
            lines = Files.readAllLines(home.resolve(checksums));
        } catch (IOException e) {
            return Optional.of(sentence(checksums, e instanceof NoSuchFileException ? "is missing" : "cannot be read"));
        }
        return lines.stream()
                .map(line -> damage(checksums, line))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> damage(String checksums, String line) {
        if (line.length() <= HASH + 2) {
            return Optional.of(sentence(checksums, "is damaged"));
        }
        String name = line.substring(HASH + 2);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(home.resolve(name)));
            return HexFormat.of().formatHex(hash).equals(line.substring(0, HASH))
                    ? Optional.empty()
                    : Optional.of(sentence(name, "is damaged"));
        } catch (NoSuchFileException e) {
            return Optional.of(sentence(name, "is missing"));
        } catch (IOException e) {
            return Optional.of(sentence(name, "cannot be read (" + e.getMessage() + ")"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private String sentence(String name, String state) {
        return home.resolve(name) + " " + state + ": install Platter again";
    }
}
