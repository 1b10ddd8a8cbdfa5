// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import dev.platter.peers.Peer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Random;

/** A raw image in a file. */
record Image(Path file) {
    static final int MIB = 1 << 20;

    /** Data begins at multiples of this, which is the coarsest granularity of our disks, in bytes. */
    private static final int GRAIN = 64 * 1024;

    /**
     * Makes an image that consists mostly of holes. Pieces of 2 MiB hold data: one at the beginning, one at the end, and the
     * others at random places.
     *
     * @param seed decides the places and the data
     */
    static Image sparse(Path file, long size, int pieces, int seed) throws IOException {
        Random random = new Random(seed);
        byte[] data = new byte[2 * MIB];
        try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
            image.setLength(size);
            long last = size - data.length;
            for (int piece = 0; piece < pieces; piece++) {
                random.nextBytes(data);
                long at = random.nextLong(last) / GRAIN * GRAIN;
                image.seek(
                        switch (piece) {
                            case 0 -> 0;
                            case 1 -> last;
                            default -> at;
                        });
                image.write(data);
            }
        }
        return new Image(file);
    }

    /** The data and holes of this image. */
    String map() {
        return map(file.toString());
    }

    /** The data and holes of an image or an export. */
    static String map(String where) {
        return Peer.require("qemu-img")
                .run("map", "-f", "raw", "--output=json", where)
                .success();
    }

    /** Demands that this image has the same bytes as another file or an export. */
    void sameAs(String other) {
        Peer.require("qemu-img")
                .run("compare", "-f", "raw", "-F", "raw", file.toString(), other)
                .success();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
