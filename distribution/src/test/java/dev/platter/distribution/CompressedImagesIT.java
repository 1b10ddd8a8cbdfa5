// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.peers.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands of docs/guide/compressed-images.md print what the guide shows, and change nothing else. */
@Tag("same-in-both-modes")
@Needs({"sgdisk", "mkfs.vfat", "mkfs.ext4", "mcopy", "nbdcopy", "xz", "zstd"})
class CompressedImagesIT {
    private static final int BOOT = 1 << 20;
    private static final int BOOT_END = 17 << 20;

    @RegisterExtension
    private final Platter platter = new Platter();

    @Test
    void everyCommandShowsWhatTheGuideSays() throws IOException {
        Guide guide = Guide.read("compressed-images.md");
        String typed =
                guide.typed(platter, List.of("sgdisk", "mkfs.vfat", "mkfs.ext4", "mcopy", "nbdcopy", "xz", "zstd"));
        assertEquals(guide.shown(), typed);

        byte[] original = Files.readAllBytes(platter.folder().resolve("disk.img"));
        byte[] variant = Files.readAllBytes(platter.folder().resolve("variant.img"));
        int first = Arrays.mismatch(original, variant);
        int last = original.length;
        while (original[last - 1] == variant[last - 1]) {
            last--;
        }
        assertEquals(original.length, variant.length);
        assertEquals(List.of(true, true), List.of(first >= BOOT, last <= BOOT_END));
    }
}
