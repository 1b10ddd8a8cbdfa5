// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.platter.seekable.MemoryStorage;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Picture;
import dev.platter.seekable.SeekableImage;
import dev.platter.seekable.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Pictures as zstd files. */
final class Zst {
    private Zst() {}

    static MemoryStorage compress(Picture picture, long... kept) throws IOException {
        return picture.compress(new ZstdFormat(), kept);
    }

    static SeekableImage open(Storage file, OpenMode mode) throws IOException {
        return new ZstdFormat().open(file, mode);
    }

    /** As the library unpacks a file, from its beginning to its end, which checks all checksums. */
    static byte[] unpacked(MemoryStorage file) throws IOException {
        return unpacked(file.bytes());
    }

    static byte[] unpacked(byte[] file) throws IOException {
        try (ZstdInputStreamNoFinalizer in = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(file))) {
            return in.readAllBytes();
        }
    }
}
