// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.lzip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.seekable.FileStorage;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Picture;
import dev.platter.seekable.Progress;
import dev.platter.seekable.SeekableImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of other programs. */
class LzipIT {
    @TempDir
    private Path folder;

    @Needs({"lzip", "plzip"})
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lzip -c %s",
                "lzip -0 --member-size=100000 -c %s",
                "lzip -9 --dictionary-size=5000KiB -c %s",
                "plzip -1 --data-size=1MiB -c %s",
            })
    void filesOfOtherProgramsAreRead(String command) throws IOException {
        Picture picture = Picture.usual();
        Path plain = Files.write(folder.resolve("plain"), picture.bytes);
        Path packed = folder.resolve("packed");
        Peer.require(command.substring(0, command.indexOf(' ')))
                .besides("sh")
                .run("-c", command.formatted(plain) + " >" + packed)
                .success();

        try (FileStorage file = FileStorage.open(packed, false);
                SeekableImage image = new LzipFormat().open(file, OpenMode.READ)) {
            assertArrayEquals(picture.bytes, Picture.read(image));
            assertEquals(List.of(), image.verify(2, Progress.NONE));
        }
    }
}
