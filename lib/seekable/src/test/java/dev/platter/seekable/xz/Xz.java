// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.MemoryStorage;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Picture;
import dev.platter.seekable.SeekableImage;
import dev.platter.seekable.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.tukaani.xz.XZInputStream;

/** Pictures as xz files. */
final class Xz {
    private Xz() {}

    static MemoryStorage compress(Picture picture, Check check, long... kept) throws IOException {
        return picture.compress(new XzFormat(check), kept);
    }

    static SeekableImage open(Storage file, OpenMode mode) throws IOException {
        return new XzFormat().open(file, mode);
    }

    /** As XZ for Java unpacks a file, which checks everything that there is to check. */
    static byte[] unpacked(MemoryStorage file) throws IOException {
        try (XZInputStream in = new XZInputStream(new ByteArrayInputStream(file.bytes()))) {
            return in.readAllBytes();
        }
    }
}
