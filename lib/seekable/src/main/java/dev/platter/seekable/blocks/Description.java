// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.blocks;

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
import java.util.zip.CRC32;

/**
 * What an image says about itself, besides the index that its format has.
 *
 * <pre>
 *    0  four letters of the format
 *    4  version: 1           1
 *    5  level                1
 *    6  length of the whole  2
 *    8  owner's mark        40
 *   48  regions              2
 *   50  for each region: start and length, numbers of seven bits a byte, the lowest first; length of the name 1, name in UTF-8
 *       CRC-32 of all before, without the mark: 4
 * </pre>
 *
 * @param level that it was compressed with
 * @param kept the regions
 */
public record Description(int level, KeptRegions kept) {
    /** Where the owner's mark is. */
    public static final int MARK = 8;

    /** What {@link #read} must be given at least. */
    public static final int HEAD = MARK + OwnerMark.LENGTH;

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
     * The bytes of the description, with a mark that says that nobody writes.
     *
     * @param letters of the format, the first one in the lowest byte
     * @throws IllegalArgumentException if there is no room for so many regions
     */
    public ByteBuffer encode(int letters) {
        int most = HEAD + 2 + CRC;
        for (KeptRegion region : kept.list()) {
            most += PER_REGION + name(region).length;
        }
        if (most > LONGEST) {
            throw new IllegalArgumentException(
                    kept.list().size() + " kept regions do not fit into the description of an"
                            + " image, which has room for " + LONGEST + " bytes: keep fewer, larger ones");
        }
        ByteBuffer out = ByteBuffer.allocate(most).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(letters).put(VERSION).put((byte) level);
        out.position(HEAD).putShort((short) kept.list().size());
        for (KeptRegion region : kept.list()) {
            VariableNumber.put(out, region.start());
            VariableNumber.put(out, region.length());
            byte[] name = name(region);
            out.put((byte) name.length).put(name);
        }
        out.putShort(6, (short) (out.position() + CRC));
        return out.putInt(crc(out, out.position())).flip();
    }

    /**
     * Reads the description of an image.
     *
     * @param label at least {@link #HEAD} long; has it at its beginning, and anything behind it
     * @param letters of the format, the first one in the lowest byte
     * @return empty if it is not one of ours, or is damaged
     * @throws IOException if it cannot be read
     */
    public static Optional<Description> read(Storage label, int letters) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(MARK).order(ByteOrder.LITTLE_ENDIAN);
        label.read(head, 0);
        int length = head.getShort(6) & 0xffff;
        if (head.getInt(0) != letters || head.get(4) != VERSION || length < HEAD + 2 + CRC || length > label.size()) {
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
            long start = VariableNumber.get(bytes);
            long length = VariableNumber.get(bytes);
            byte[] name = new byte[bytes.get() & 0xff];
            bytes.get(name);
            regions.add(new KeptRegion(start, Math.addExact(start, length), new String(name, StandardCharsets.UTF_8)));
        }
        return new Description(bytes.get(5), KeptRegions.of(regions));
    }

    private static int crc(ByteBuffer bytes, int end) {
        ByteBuffer text = ByteBuffer.allocate(MARK + end - HEAD);
        CRC32 crc = new CRC32();
        crc.update(text.put(bytes.slice(0, MARK))
                .put(bytes.slice(HEAD, end - HEAD))
                .flip());
        return (int) crc.getValue();
    }
}
