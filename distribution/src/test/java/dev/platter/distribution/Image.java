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

    /** The grain of its data: no disk of ours has a coarser one. */
    private static final int GRAIN = 64 * 1024;

    /**
     * Makes one that is mostly holes: data in pieces of 2 MiB here and there, always at the beginning and the end.
     *
     * @param seed another seed, another image
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

    /** Where its data and its holes are. */
    String map() {
        return map(file.toString());
    }

    /** Where the data and the holes of an image or an export are. */
    static String map(String where) {
        return Peer.require("qemu-img")
                .run("map", "-f", "raw", "--output=json", where)
                .success();
    }

    /** Demands that it holds the same bytes as another one, be that a file or an export. */
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
