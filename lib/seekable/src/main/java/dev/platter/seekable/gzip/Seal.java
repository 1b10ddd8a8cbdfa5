// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The end of a chunk: seven empty stored blocks, whose padding bits have the CRC-32 of the chunk's compressed bytes.
 *
 * <p>A stored block begins with three bits, and the bits up to the next byte are ignored by everybody who unpacks
 * (RFC 1951, 3.2.4). Five bits in each of seven blocks are 35: three for the kind of the chunk and 32 for the
 * checksum, for 35 bytes per 128 KiB. That buys three things:
 *
 * <ol>
 *   <li>Chunks are found without unpacking: the pattern of a seal is looked for, and the checksum says whether it is one.
 *   <li>Each flipped bit is found, also one that does not change what is unpacked, and the chunk that has it is known.
 *   <li>Zeroes are known without unpacking.
 * </ol>
 *
 * <pre>
 *   chunk's blocks … 00 00 ff ff | kkkcc000 00 00 ff ff | ccccc000 00 00 ff ff | … five more
 * </pre>
 */
final class Seal {
    static final int LENGTH = 35;

    private static final int BLOCKS = 7;
    private static final int EMPTY = 0xffff0000;

    /** What a chunk holds. */
    enum Kind {
        /** Anything; its length follows from its place. */
        DATA(0),
        /** {@link Layout#ZEROES} zeroes. */
        ZEROES(1);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    private Seal() {}

    /** Appends a seal to a chunk that begins at an index of the buffer and ends at its position; the buffer is little-endian. */
    static void put(ByteBuffer out, int chunk, Kind kind) {
        long bits = (long) kind.number << 32 | crc(out.slice(chunk, out.position() - chunk));
        for (int i = 0; i < BLOCKS; i++) {
            out.put((byte) ((bits >>> 30) << 3)).putInt(EMPTY);
            bits = bits << 5 & 0x7ffffffffL;
        }
    }

    /** Whether the pattern of a seal is at an index, behind the end of a flushed block; the buffer is little-endian. */
    static boolean isAt(ByteBuffer bytes, int index) {
        if (index < 4 || bytes.limit() - index < LENGTH || bytes.getInt(index - 4) != EMPTY) {
            return false;
        }
        for (int i = index; i < index + LENGTH; i += 5) {
            if ((bytes.get(i) & 7) != 0 || bytes.getInt(i + 1) != EMPTY) {
                return false;
            }
        }
        return true;
    }

    /** The kind in the seal at an index, or null if that or the checksum of the chunk before it is wrong. */
    static @Nullable Kind check(ByteBuffer bytes, int chunk, int index) {
        long bits = 0;
        for (int i = index; i < index + LENGTH; i += 5) {
            bits = bits << 5 | (bytes.get(i) & 0xff) >>> 3;
        }
        if ((bits & 0xffffffffL) != crc(bytes.slice(chunk, index - chunk))) {
            return null;
        }
        return switch ((int) (bits >>> 32)) {
            case 0 -> Kind.DATA;
            case 1 -> Kind.ZEROES;
            default -> null;
        };
    }

    private static long crc(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
