// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.KeptRegion;
import dev.platter.seekable.KeptRegions;
import dev.platter.seekable.OwnerMark;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the {@link Label} of an image says. All else is in the index of the file.
 *
 * <pre>
 *    0  'P' 'L' 'X' 'Z'
 *    4  version: 1           1
 *    5  level                1
 *    6  length of the whole  2
 *    8  owner's mark        40
 *   48  regions              2
 *   50  for each region: start and length, numbers as in the index; length of the name 1, name in UTF-8
 *       CRC-32 of all before, without the mark: 4
 * </pre>
 *
 * @param level that it was compressed with
 * @param kept the regions
 */
record Description(int level, KeptRegions kept) {
    static final int MARK = 8;

    /** What {@link #read} must be given at least. */
    static final int HEAD = MARK + OwnerMark.LENGTH;

    private static final int MAGIC = 0x5a584c50; // "PLXZ"
    private static final byte VERSION = 1;
    private static final int CRC = 4;
    private static final int PER_REGION = 9 + 9 + 1;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST = 0xffff;

    private static byte[] name(KeptRegion region) {
        byte[] name = region.name().getBytes(StandardCharsets.UTF_8);
        return name.length <= LONGEST_NAME ? name : new byte[0];
    }

    /**
     * The bytes of the label, with a mark that says that nobody writes.
     *
     * @throws IllegalArgumentException if there is no room for so many regions
     */
    ByteBuffer encode() {
        int most = HEAD + 2 + CRC;
        for (KeptRegion region : kept.list()) {
            most += PER_REGION + name(region).length;
        }
        if (most > LONGEST) {
            throw new IllegalArgumentException(
                    kept.list().size() + " kept regions do not fit into the description of an xz"
                            + " file, which has room for " + LONGEST + " bytes: keep fewer, larger ones");
        }
        ByteBuffer out = ByteBuffer.allocate(most).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).put(VERSION).put((byte) level);
        out.position(HEAD).putShort((short) kept.list().size());
        for (KeptRegion region : kept.list()) {
            Numbers.put(out, region.start());
            Numbers.put(out, region.length());
            byte[] name = name(region);
            out.put((byte) name.length).put(name);
        }
        out.putShort(6, (short) (out.position() + CRC));
        return out.putInt(crc(out, out.position())).flip();
    }

    /**
     * Reads the label of a file.
     *
     * @param label at least {@link #HEAD} long
     * @return empty if it is not one of ours, or is damaged
     */
    static Optional<Description> read(Storage label) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(MARK).order(ByteOrder.LITTLE_ENDIAN);
        label.read(head, 0);
        int length = head.getShort(6) & 0xffff;
        if (head.getInt(0) != MAGIC || head.get(4) != VERSION || length < HEAD + 2 + CRC || length > label.size()) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        label.read(bytes, 0);
        if (bytes.getInt(length - CRC) != crc(bytes, length - CRC)) {
            return Optional.empty();
        }
        try {
            return Optional.of(decode(bytes.limit(length - CRC).position(HEAD)));
        } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Description decode(ByteBuffer bytes) {
        List<KeptRegion> regions = new ArrayList<>();
        int count = bytes.getShort() & 0xffff;
        for (int i = 0; i < count; i++) {
            long start = Numbers.get(bytes);
            long length = Numbers.get(bytes);
            byte[] name = new byte[bytes.get() & 0xff];
            bytes.get(name);
            regions.add(new KeptRegion(start, Math.addExact(start, length), new String(name, StandardCharsets.UTF_8)));
        }
        PackedBlock.requireLevel(bytes.get(5));
        return new Description(bytes.get(5), KeptRegions.of(regions));
    }

    private static int crc(ByteBuffer bytes, int end) {
        ByteBuffer text = ByteBuffer.allocate(MARK + end - HEAD);
        return Numbers.crc32(text.put(bytes.slice(0, MARK))
                .put(bytes.slice(HEAD, end - HEAD))
                .flip());
    }
}
