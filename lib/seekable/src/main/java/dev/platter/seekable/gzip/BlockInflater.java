// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.util.Arrays;

/**
 * Unpacks deflate, RFC 1951, from any symbol on. Java's inflater cannot do that: it does not say at which bit a block begins,
 * nor begin at one.
 *
 * <p>What is unpacked goes into an array whose bytes before are the window, the 32 KiB that later bytes may refer to. The
 * array must have {@link #OVERSHOOT} bytes behind the wanted end, since the last match may reach beyond it.
 *
 * <p>The tables are those that zlib's {@code inffast.c} made common; the layout of an entry is {@link HuffmanTable}'s. All
 * symbols of one match have at most 48 bits, so the bits are filled up once for each.
 */
final class BlockInflater {
    static final int WINDOW = 32 << 10;
    static final int OVERSHOOT = 258;

    private static final int[] LENGTHS = new int[288];
    private static final int[] DISTANCES = new int[32];
    private static final int[] CODE_LENGTHS = new int[19];
    private static final byte[] FIXED_LENGTHS = new byte[288];
    private static final byte[] FIXED_DISTANCES = new byte[32];
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    static {
        for (int i = 0; i < 256; i++) {
            LENGTHS[i] = i << 16 | HuffmanTable.LITERAL << 8;
        }
        LENGTHS[256] = HuffmanTable.END << 8;
        int base = 3;
        for (int i = 257; i < 285; i++) {
            int extra = i < 265 ? 0 : (i - 261) / 4;
            LENGTHS[i] = base << 16 | HuffmanTable.BASE << 8 | extra << 4;
            base += 1 << extra;
        }
        LENGTHS[285] = 258 << 16 | HuffmanTable.BASE << 8;
        base = 1;
        for (int i = 0; i < 30; i++) {
            int extra = i < 4 ? 0 : (i - 2) / 2;
            DISTANCES[i] = base << 16 | HuffmanTable.BASE << 8 | extra << 4;
            base += 1 << extra;
        }
        // 30 and 31 stand in the fixed code, and mean nothing.
        DISTANCES[30] = HuffmanTable.LINK << 8;
        DISTANCES[31] = HuffmanTable.LINK << 8;
        LENGTHS[286] = HuffmanTable.LINK << 8;
        LENGTHS[287] = HuffmanTable.LINK << 8;
        for (int i = 0; i < 19; i++) {
            CODE_LENGTHS[i] = i << 16;
        }
        Arrays.fill(FIXED_LENGTHS, 0, 144, (byte) 8);
        Arrays.fill(FIXED_LENGTHS, 144, 256, (byte) 9);
        Arrays.fill(FIXED_LENGTHS, 256, 280, (byte) 7);
        Arrays.fill(FIXED_LENGTHS, 280, 288, (byte) 8);
        Arrays.fill(FIXED_DISTANCES, (byte) 5);
    }

    /** What comes next in the stream. */
    enum State {
        /** The header of a block. */
        HEADER,
        /** Bytes of a stored block. */
        STORED,
        /** Symbols of a block with a code. */
        SYMBOLS,
        /** Nothing: the last block has ended. */
        END
    }

    private static final int LENGTH_BITS = 11;
    private static final int DISTANCE_BITS = 9;

    private final PackedBits in;
    private final HuffmanTable lengths = new HuffmanTable(LENGTH_BITS);
    private final HuffmanTable distances = new HuffmanTable(DISTANCE_BITS);
    private final HuffmanTable codeLengths = new HuffmanTable(7);
    private State state = State.HEADER;
    private boolean last;
    private int stored;
    private long header;

    /** How many bytes before the beginning of the member's data may be referred to. */
    private long known;

    /** Which bytes of the window before a point are used after it, and where the point is in the array. */
    private boolean[] uses = new boolean[0];

    private int usesAt;

    BlockInflater(Storage file, int buffer) throws IOException {
        in = new PackedBits(file, buffer);
    }

    /** Begins with the first block of a member, at a byte of the file. */
    void begin(long position) throws IOException {
        in.seek(position << 3);
        state = State.HEADER;
        known = 0;
    }

    /**
     * Begins in the middle, as {@link #header} and {@link #position} said there.
     *
     * @param blockHeader where the block's header is, or -1 at the border of a block
     */
    void resume(long blockHeader, long position) throws IOException {
        known = WINDOW;
        if (blockHeader >= 0) {
            in.seek(blockHeader);
            readHeader();
        } else {
            state = State.HEADER;
        }
        in.seek(position);
    }

    State state() {
        return state;
    }

    /** Where the next symbol is, in bits. */
    long position() {
        return in.position();
    }

    /** Where the header of this block is, in bits, or -1 at the border of a block. */
    long header() {
        return state == State.HEADER ? -1 : header;
    }

    /** Where the first byte after the last block is. */
    long end() throws IOException {
        in.align();
        in.requireInFile();
        return in.position() >>> 3;
    }

    /** From now on remembers which of the bytes before an index are referred to from behind it. */
    void watch(int at, boolean[] used) {
        usesAt = at;
        uses = used;
    }

    /** Tells that the bytes of the array have moved towards its beginning. */
    void moved(int distance) {
        usesAt -= distance;
    }

    /**
     * Unpacks, up to an index of the array or to the end of the member, and perhaps {@link #OVERSHOOT} bytes more. Ends only
     * where another one can {@link #resume}, if that is not in a stored block.
     *
     * @return the index behind the last byte
     */
    int inflate(byte[] out, int from, int to) throws IOException {
        int at = from;
        while (at < to && state != State.END) {
            int begun = at;
            switch (state) {
                case HEADER -> readHeader();
                case STORED -> at = copyStored(out, at, to);
                default -> at = decode(out, at, to);
            }
            known = Math.min(WINDOW, known + (at - begun));
        }
        in.requireInFile();
        return at;
    }

    /** Goes on to the border of a stored block, since one cannot begin in the middle of it. */
    int finishStored(byte[] out, int from) throws IOException {
        return state == State.STORED ? copyStored(out, from, from + stored) : from;
    }

    private void readHeader() throws IOException {
        header = in.position();
        in.fill();
        last = in.take(1) == 1;
        switch (in.take(2)) {
            case 0 -> {
                in.align();
                in.fill();
                stored = in.take(16);
                if (in.take(16) != (~stored & 0xffff)) {
                    throw damaged("the length of a stored block is damaged");
                }
                state = State.STORED;
            }
            case 1 -> {
                lengths.build(FIXED_LENGTHS, 0, 288, LENGTHS);
                distances.build(FIXED_DISTANCES, 0, 32, DISTANCES);
                state = State.SYMBOLS;
            }
            case 2 -> {
                readCodes();
                state = State.SYMBOLS;
            }
            default -> throw damaged("a block has a type that does not exist");
        }
        in.requireInFile();
    }

    private void readCodes() throws IOException {
        int literals = in.take(5) + 257;
        int dists = in.take(5) + 1;
        int codes = in.take(4) + 4;
        if (literals > 286 || dists > 30) {
            throw damaged("a block has too many symbols");
        }
        byte[] all = new byte[literals + dists];
        byte[] code = new byte[19];
        for (int i = 0; i < codes; i++) {
            in.fill();
            code[ORDER[i]] = (byte) in.take(3);
        }
        if (!codeLengths.build(code, 0, 19, CODE_LENGTHS)) {
            throw damaged("the code for the lengths of codes is invalid");
        }
        for (int i = 0; i < all.length; ) {
            in.fill();
            int entry = codeLengths.entries()[(int) in.bits() & 0x7f];
            if ((entry & 15) == 0) {
                throw damaged("the lengths of codes are invalid");
            }
            in.drop(entry & 15);
            int symbol = entry >>> 16;
            if (symbol < 16) {
                all[i++] = (byte) symbol;
                continue;
            }
            int repeat = symbol == 16 ? 3 + in.take(2) : symbol == 17 ? 3 + in.take(3) : 11 + in.take(7);
            if (repeat > all.length - i || (symbol == 16 && i == 0)) {
                throw damaged("the lengths of codes are invalid");
            }
            Arrays.fill(all, i, i + repeat, symbol == 16 ? all[i - 1] : 0);
            i += repeat;
        }
        if (all[256] == 0
                || !lengths.build(all, 0, literals, LENGTHS)
                || !distances.build(all, literals, dists, DISTANCES)) {
            throw damaged("a code of a block is invalid");
        }
    }

    private int copyStored(byte[] out, int from, int to) throws IOException {
        int length = Math.min(stored, to - from);
        in.copy(out, from, length);
        stored -= length;
        if (stored == 0) {
            state = last ? State.END : State.HEADER;
        }
        return from + length;
    }

    private int decode(byte[] out, int from, int to) throws IOException {
        int[] lengthEntries = lengths.entries();
        int[] distanceEntries = distances.entries();
        int oldest = from - (int) Math.min(known, from);
        int at = from;
        while (at < to) {
            in.fill();
            int entry = lengthEntries[(int) in.bits() & ((1 << LENGTH_BITS) - 1)];
            int type = entry >>> 8 & 3;
            if (type == HuffmanTable.LINK) {
                entry = link(lengthEntries, entry);
                type = entry >>> 8 & 3;
            }
            in.drop(entry & 15);
            if (type == HuffmanTable.LITERAL) {
                if ((entry & 15) == 0) {
                    throw damaged("a code stands for nothing");
                }
                out[at++] = (byte) (entry >>> 16);
                continue;
            }
            if (type == HuffmanTable.END) {
                state = last ? State.END : State.HEADER;
                return at;
            }
            int length = (entry >>> 16) + in.take(entry >>> 4 & 15);
            entry = distanceEntries[(int) in.bits() & ((1 << DISTANCE_BITS) - 1)];
            if ((entry >>> 8 & 3) == HuffmanTable.LINK) {
                entry = link(distanceEntries, entry);
            }
            if ((entry & 15) == 0) {
                throw damaged("a code stands for nothing");
            }
            in.drop(entry & 15);
            int source = at - (entry >>> 16) - in.take(entry >>> 4 & 15);
            if (source < oldest || at - source > WINDOW) {
                throw damaged("a match refers to bytes before the beginning");
            }
            if (source < usesAt) {
                use(source, length);
            }
            copy(out, source, at, length);
            at += length;
        }
        return at;
    }

    private int link(int[] entries, int entry) throws DamagedImageException {
        int linkBits = entry >>> 4 & 15;
        if (linkBits == 0) {
            throw damaged("a code stands for nothing");
        }
        in.drop(entry & 15);
        return entries[(entry >>> 16) + ((int) in.bits() & ((1 << linkBits) - 1))];
    }

    private static void copy(byte[] out, int source, int at, int length) {
        if (at - source >= length) {
            System.arraycopy(out, source, out, at, length);
        } else if (at - source == 1) {
            Arrays.fill(out, at, at + length, out[source]);
        } else {
            for (int i = 0; i < length; i++) {
                out[at + i] = out[source + i];
            }
        }
    }

    private void use(int source, int length) {
        int first = source - usesAt + uses.length;
        for (int i = Math.max(0, first); i < Math.min(uses.length, first + length); i++) {
            uses[i] = true;
        }
    }

    private DamagedImageException damaged(String what) {
        return new DamagedImageException(in.position() >>> 3, what);
    }
}
