// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

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
 * What describes an image of ours, in the extra field of its header: a subfield with the letters PL. Numbers are
 * little-endian, as in the rest of gzip.
 *
 * <pre>
 *    0  1f 8b 08 04, time 0, no extra flags, system unknown
 *   10  length of the extra field: 2 bytes
 *   12  'P' 'L', length of the subfield: 2 bytes
 *   16  version: 1         1
 *   17  level              1
 *   18  regions            2
 *   20  base checksum      4
 *   24  size of the image  8
 *   32  owner's mark      40
 *   72  for each region: start 8, end 8, position in the file 8, length of the name 1, name in UTF-8
 *       CRC-32 of everything from 0 to here without the mark: 4
 * </pre>
 *
 * <p>The base checksum is the CRC-32 that the image had if all kept regions were zeroes. It never changes, and so the
 * checksum of the image can be computed from the kept regions alone.
 *
 * @param size of the image, in bytes
 * @param level that it was compressed with
 * @param base the base checksum
 * @param kept the regions
 * @param positions where each of them begins in the file
 */
record Description(long size, int level, long base, KeptRegions kept, List<Long> positions) {
    static final int MARK = 32;

    /** Where the extra field begins, behind its length. */
    private static final int FIELD = 12;

    private static final int START = 16;
    private static final int VERSION = 1;
    private static final int REGIONS = MARK + OwnerMark.LENGTH;
    private static final int PER_REGION = 25;
    /** What each of the first bytes always is, or -1. */
    private static final int[] FIXED = {0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, -1, -1, 'P', 'L', -1, -1, VERSION};

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_FIELD = 0xffff;

    /**
     * The length of a header with these regions: where the compressed data begins.
     *
     * @throws IllegalArgumentException if there is no room for so many
     */
    static int length(KeptRegions kept) {
        long length = REGIONS + 4L;
        for (KeptRegion region : kept.list()) {
            length += PER_REGION + name(region).length;
        }
        if (length - 12 > LONGEST_FIELD) {
            throw new IllegalArgumentException(kept.list().size() + " kept regions do not fit into the header of a gzip"
                    + " file, which has room for " + LONGEST_FIELD + " bytes: keep fewer, larger ones");
        }
        return (int) length;
    }

    private static byte[] name(KeptRegion region) {
        byte[] name = region.name().getBytes(StandardCharsets.UTF_8);
        return name.length <= LONGEST_NAME ? name : new byte[0];
    }

    /** The header of the member. */
    ByteBuffer encode() {
        ByteBuffer out = ByteBuffer.allocate(length(kept)).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort((short) GzipHeader.MAGIC).put((byte) GzipHeader.DEFLATE).put((byte) GzipHeader.FEXTRA);
        out.putInt(0).put((byte) 0).put((byte) 0xff);
        out.putShort((short) (out.capacity() - 12));
        out.put((byte) 'P').put((byte) 'L').putShort((short) (out.capacity() - START));
        out.put((byte) VERSION).put((byte) level).putShort((short) kept.list().size());
        out.putInt((int) base).putLong(size).position(REGIONS);
        for (int i = 0; i < positions.size(); i++) {
            KeptRegion region = kept.list().get(i);
            byte[] name = name(region);
            out.putLong(region.start()).putLong(region.end()).putLong(positions.get(i));
            out.put((byte) name.length).put(name);
        }
        return out.putInt(crc(out, out.position())).flip();
    }

    /**
     * Reads the header of a file.
     *
     * @return empty if the file is not one of ours, or its description is damaged
     */
    static Optional<Description> read(Storage file) throws IOException {
        if (file.size() < REGIONS + 4) {
            return Optional.empty();
        }
        ByteBuffer start = ByteBuffer.allocate(FIELD).order(ByteOrder.LITTLE_ENDIAN);
        file.read(start, 0);
        int length = FIELD + (start.getShort(FIELD - 2) & 0xffff);
        ByteBuffer bytes =
                ByteBuffer.allocate((int) Math.min(length, file.size())).order(ByteOrder.LITTLE_ENDIAN);
        file.read(bytes, 0);
        bytes.flip();
        if (bytes.limit() < REGIONS + 4
                || bytes.getInt(0) != (GzipHeader.MAGIC | GzipHeader.DEFLATE << 16 | GzipHeader.FEXTRA << 24)
                || bytes.get(12) != 'P'
                || bytes.get(13) != 'L'
                || bytes.get(START) != VERSION) {
            return Optional.empty();
        }
        try {
            return Optional.of(decode(bytes)).filter(description -> description.isSound(bytes));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the beginning of a file that {@link #read} does not take looks as if it was one of ours before a byte or two changed. */
    static boolean isDamaged(Storage file) throws IOException {
        if (file.size() < REGIONS + 4) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.allocate(REGIONS);
        file.read(bytes, 0);
        int differences = 0;
        for (int i = 0; i < FIXED.length; i++) {
            differences += FIXED[i] >= 0 && (bytes.get(i) & 0xff) != FIXED[i] ? 1 : 0;
        }
        return differences <= 2;
    }

    private static Description decode(ByteBuffer bytes) {
        int count = bytes.getShort(18) & 0xffff;
        List<KeptRegion> regions = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        bytes.position(REGIONS);
        for (int i = 0; i < count; i++) {
            long start = bytes.getLong();
            long end = bytes.getLong();
            positions.add(bytes.getLong());
            byte[] name = new byte[bytes.get() & 0xff];
            bytes.get(name);
            regions.add(new KeptRegion(start, end, new String(name, StandardCharsets.UTF_8)));
        }
        return new Description(
                bytes.getLong(24), bytes.get(17), bytes.getInt(20) & 0xffffffffL, KeptRegions.of(regions), positions);
    }

    private boolean isSound(ByteBuffer bytes) {
        int end = length(kept) - 4;
        return bytes.limit() >= end + 4 && bytes.getInt(end) == crc(bytes, end);
    }

    private static int crc(ByteBuffer bytes, int end) {
        CRC32 crc = new CRC32();
        crc.update(bytes.slice(0, MARK));
        crc.update(bytes.slice(REGIONS, end - REGIONS));
        return (int) crc.getValue();
    }
}
