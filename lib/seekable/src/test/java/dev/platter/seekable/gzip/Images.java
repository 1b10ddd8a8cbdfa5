// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import dev.platter.seekable.KeptRegion;
import dev.platter.seekable.KeptRegions;
import dev.platter.seekable.MemoryStorage;
import dev.platter.seekable.Part;
import dev.platter.seekable.Progress;
import dev.platter.seekable.Recipe;
import dev.platter.seekable.SeekableImage;
import dev.platter.seekable.StreamInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** Images to compress, and what is in compressed ones. */
final class Images {
    private Images() {}

    /** Words, which compress, then bytes that do not, then zeroes. */
    static byte[] mixed(int size) {
        byte[] image = new byte[size];
        Random random = new Random(size);
        for (int i = 0; i < size / 2; i++) {
            image[i] = (byte) ("platter ".charAt(i % 8 + 0) + (random.nextInt(8) == 0 ? random.nextInt(20) : 0));
        }
        byte[] noise = new byte[size / 8];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, image, size / 2, noise.length);
        return image;
    }

    static KeptRegions kept(long... bounds) {
        List<KeptRegion> regions = new ArrayList<>();
        for (int i = 0; i < bounds.length; i += 2) {
            regions.add(new KeptRegion(bounds[i], bounds[i + 1], "region " + i / 2));
        }
        return KeptRegions.of(regions);
    }

    static MemoryStorage create(byte[] image, KeptRegions kept) throws IOException {
        MemoryStorage out = new MemoryStorage(new byte[0]);
        new GzipFormat()
                .create(
                        new StreamInput(Channels.newChannel(new ByteArrayInputStream(image))),
                        new Recipe(kept, 6, 2),
                        out,
                        Progress.NONE);
        return out;
    }

    /** As the JDK unpacks it, which checks checksum and length. */
    static byte[] unpacked(MemoryStorage file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file.bytes()))) {
            return in.readAllBytes();
        }
    }

    /** As the image says it part by part. */
    static byte[] read(SeekableImage image) throws IOException {
        byte[] all = new byte[(int) image.size()];
        for (long at = 0; at < all.length; ) {
            Part part = image.partAt(at);
            ByteBuffer into = ByteBuffer.wrap(all, (int) at, part.length());
            switch (part.kind()) {
                case KEPT -> image.readKept(into, at);
                case PACKED -> image.unpack(part, into);
                case ZEROES -> into.position(into.limit());
            }
            if (into.hasRemaining()) {
                throw new AssertionError("not filled: " + part);
            }
            at = part.end();
        }
        return all;
    }
}
