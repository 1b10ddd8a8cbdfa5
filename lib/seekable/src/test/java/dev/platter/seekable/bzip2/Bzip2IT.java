// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.bzip2;

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
class Bzip2IT {
    @TempDir
    private Path folder;

    @Needs({"bzip2", "pbzip2", "python3"})
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bzip2 -c %s",
                "bzip2 -1 -c %s",
                "pbzip2 -p2 -b2 -c %s",
                "python3 -c 'import bz2, sys; sys.stdout.buffer.write(bz2.compress(open(sys.argv[1], \"rb\").read()))'"
                        + " %s"
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
                SeekableImage image = new Bzip2Format().open(file, OpenMode.READ)) {
            assertArrayEquals(picture.bytes, Picture.read(image));
            assertEquals(List.of(), image.verify(2, Progress.NONE));
        }
    }
}
