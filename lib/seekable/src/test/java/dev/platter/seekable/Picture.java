// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** An image to compress: noise, text, and zeroes, some of which are a hole. */
public final class Picture implements ImageInput {
    public static final int MIB = 1 << 20;

    public final byte[] bytes;
    private final int holeStart;
    private final int holeEnd;
    private int at;

    private Picture(byte[] bytes, int holeStart, int holeEnd) {
        this.bytes = bytes;
        this.holeStart = holeStart;
        this.holeEnd = holeEnd;
    }

    /** Five mebibytes and a bit: noise, a hole from 1 to 3, text, zeroes that are not known to be any. */
    public static Picture usual() {
        byte[] bytes = new byte[5 * MIB + 1234];
        Random random = new Random(1);
        byte[] noise = new byte[MIB / 2];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, bytes, 0, noise.length);
        for (int i = 3 * MIB; i < 4 * MIB; i++) {
            bytes[i] = (byte) ('a' + random.nextInt(4));
        }
        bytes[bytes.length - 1] = 1;
        return new Picture(bytes, MIB, 3 * MIB);
    }

    public static Picture of(int size) {
        byte[] bytes = new byte[size];
        new Random(2).nextBytes(bytes);
        return new Picture(bytes, size, size);
    }

    public static KeptRegions keep(long... ends) {
        KeptRegion[] regions = new KeptRegion[ends.length / 2];
        for (int i = 0; i < regions.length; i++) {
            regions[i] = new KeptRegion(ends[2 * i], ends[2 * i + 1], "region " + i);
        }
        return KeptRegions.of(Arrays.asList(regions));
    }

    /** The image as a format compresses it, at level 1 with two threads. */
    public MemoryStorage compress(ImageFormat format, long... kept) throws IOException {
        MemoryStorage out = new MemoryStorage();
        at = 0;
        format.create(this, new Recipe(keep(kept), 1, 2), out, Progress.NONE);
        return out;
    }

    /** The image read part by part. */
    public static byte[] read(SeekableImage image) throws IOException {
        ByteBuffer all = ByteBuffer.allocate((int) image.size());
        while (all.hasRemaining()) {
            Part part = image.partAt(all.position());
            ByteBuffer into = ByteBuffer.allocateDirect(part.length());
            switch (part.kind()) {
                case KEPT -> image.readKept(into, part.start());
                case PACKED -> image.unpack(part, into);
                case ZEROES -> into.position(into.limit());
            }
            all.put(into.flip());
        }
        return all.array();
    }

    @Override
    public long hole() {
        return at >= holeStart && at < holeEnd ? holeEnd - at : 0;
    }

    @Override
    public void skip(long length) {
        at += (int) length;
    }

    @Override
    public void read(ByteBuffer into) {
        int count = Math.min(into.remaining(), bytes.length - at);
        into.put(bytes, at, count);
        at += count;
    }

    @Override
    public void close() {}
}
