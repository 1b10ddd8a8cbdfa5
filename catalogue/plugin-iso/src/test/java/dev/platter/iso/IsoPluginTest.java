// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.iso;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of an image, which a program of the test makes. */
class IsoPluginTest {
    @TempDir
    Path folder;

    private IsoPlugin plugin(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new IsoPlugin(new IsoPlugin.Config(List.of(folder), "", Optional.of(program.toString())));
    }

    @Test
    void theImageGoesOverToAnotherUserAndGoesWithThePlugin() throws IOException {
        IsoPlugin plugin = plugin("echo image");
        assertEquals(List.of(), plugin.files());
        plugin.prepare();
        Path made = plugin.files().getFirst();
        assertTrue(Files.isRegularFile(made.resolve("image.iso")));
        plugin.start(new TestContext());
        try (Disk disk = plugin.open(TestClient.anybody())) {
            assertEquals(6, disk.size());
            assertFalse(disk.features().write());
        }
        plugin.stop();
        assertFalse(Files.exists(made));
    }

    @Test
    void aProgramThatFailsSaysWhyAndLeavesNothing() throws IOException {
        IsoPlugin plugin = plugin("echo some; echo no space >&2; exit 5");
        IOException failure = assertThrows(IOException.class, plugin::prepare);
        assertTrue(
                failure.getMessage().endsWith("program: command exited with code 5: no space"), failure.getMessage());
        assertEquals(List.of(), plugin.files());
    }
}
