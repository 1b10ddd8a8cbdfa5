// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.start;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
    /** Of the five bytes "right". */
    private static final String HASH = "27042f4e6eca7d0b2a7ee4026df2ecfa51d3339e6d122aa099118ecd8563bad9";

    @TempDir
    Path home;

    @BeforeEach
    void install() throws IOException {
        Files.createDirectory(home.resolve("lib"));
        Files.writeString(home.resolve("lib/one.jar"), "right");
        Files.writeString(home.resolve("lib/two.jar"), "right");
        Files.writeString(home.resolve("lib/checksums"), HASH + "  lib/one.jar\n" + HASH + "  lib/two.jar\n");
    }

    private Optional<String> damage() {
        return new Installation(home).damage();
    }

    private void assertSaid(String file, String state) {
        assertEquals(Optional.of(home.resolve(file) + " " + state + ": install Platter again"), damage());
    }

    @Test
    void nothingIsWrongWithWhatWasInstalled() {
        assertEquals(Optional.empty(), damage());
    }

    @Test
    void changedFileIsNamed() throws IOException {
        Files.writeString(home.resolve("lib/two.jar"), "wrong");
        assertSaid("lib/two.jar", "is damaged");
    }

    @Test
    void missingFileIsNamed() throws IOException {
        Files.delete(home.resolve("lib/one.jar"));
        assertSaid("lib/one.jar", "is missing");
    }

    @Test
    void missingChecksumsAreNamed() throws IOException {
        Files.delete(home.resolve("lib/checksums"));
        assertSaid("lib/checksums", "is missing");
    }

    @Test
    void damageOfWhatWasUnpackedLaterIsFoundToo() throws IOException {
        Files.writeString(home.resolve("lib/extra.jar"), "right");
        Files.writeString(home.resolve("lib/checksums-extra"), HASH + "  lib/extra.jar\n");
        assertEquals(Optional.empty(), damage());
        Files.writeString(home.resolve("lib/extra.jar"), "wrong");
        assertSaid("lib/extra.jar", "is damaged");
    }

    @Test
    void brokenOffChecksumsAreNamed() throws IOException {
        Files.writeString(home.resolve("lib/checksums"), HASH.substring(3));
        assertSaid("lib/checksums", "is damaged");
    }
}
