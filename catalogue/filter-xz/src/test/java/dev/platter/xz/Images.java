// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.xz;

import dev.platter.seekable.FileStorage;
import dev.platter.seekable.KeptRegion;
import dev.platter.seekable.KeptRegions;
import dev.platter.seekable.Progress;
import dev.platter.seekable.Recipe;
import dev.platter.seekable.StreamInput;
import dev.platter.seekable.xz.XzFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Images as platter-gzip makes them. */
final class Images {
    private Images() {}

    /** The bytes of a file with a kept region. */
    static byte[] made(byte[] image, KeptRegion kept) throws IOException {
        Path path = Files.createTempFile("made", ".xz");
        try (FileStorage out = FileStorage.open(path, true)) {
            new XzFormat()
                    .create(
                            new StreamInput(Channels.newChannel(new ByteArrayInputStream(image))),
                            new Recipe(KeptRegions.of(List.of(kept)), 0, 1),
                            out,
                            Progress.NONE);
            return Files.readAllBytes(path);
        } finally {
            Files.delete(path);
        }
    }
}
