// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.HandshakeFlags;
import dev.platter.nbd.InfoTypes;
import dev.platter.nbd.Magic;
import dev.platter.nbd.Options;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a client's session out of any bytes. A fuzzer's changes to these bytes become changes to a session that is mostly
 * valid: each byte chooses from a small table of values that are usual, at a limit, or wrong. Plain random bytes would hardly
 * ever get past the first magic number.
 *
 * <p>The choices of one message stand together, from front to back. A missing choice is 0, which stands for the usual value.
 * So a seed can be written by hand, and dropping or repeating a part of it drops or repeats messages.
 */
final class Script {
    private static final int[] CLIENT_FLAGS = {3, 1, 2, 0, 4, 7, 0x8000_0000, -1};

    private static final int[] OPTIONS = {
        Options.GO,
        Options.INFO,
        Options.STRUCTURED_REPLY,
        Options.SET_META_CONTEXT,
        Options.LIST_META_CONTEXT,
        Options.LIST,
        Options.EXTENDED_HEADERS,
        Options.EXPORT_NAME,
        Options.ABORT,
        Options.STARTTLS,
        Options.PEEK_EXPORT,
        12,
        0,
        4711,
        -1
    };

    private static final String[] NAMES = {
        "", "a", "x".repeat(4096), "x".repeat(4097), "\0", "ä€😀", "base:allocation", "x".repeat(4095) + "ä"
    };

    private static final String[] QUERIES = {
        BlockStatus.BASE_ALLOCATION, "base:", "", ":", "other:thing", "no colon", "base:allocation:", "x".repeat(4097)
    };

    /** The errors that are added to the length in an option's header. */
    private static final long[] LENGTH_ERRORS = {0, 0, 0, 1, -1, 1 << 16, 0x7fff_ffff, 0xffff_0000L};

    private static final int[] COMMANDS = {
        Commands.READ,
        Commands.WRITE,
        Commands.WRITE_ZEROES,
        Commands.TRIM,
        Commands.BLOCK_STATUS,
        Commands.FLUSH,
        Commands.CACHE,
        Commands.DISC,
        8,
        0xffff
    };

    private static final int[] FLAGS = {0, 0, 0, 1, 2, 4, 8, 16, 32, 3, 18, 0x8000, 0xffff};

    private static final long[] OFFSETS = {
        0,
        512,
        4096,
        65_536,
        1 << 20,
        ArrayPlugin.SIZE - 1,
        ArrayPlugin.SIZE - 4096,
        ArrayPlugin.SIZE,
        ArrayPlugin.SIZE + 1L,
        1L << 31,
        (1L << 32) - 1,
        1L << 32,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1
    };

    private static final long[] LENGTHS = {
        512,
        1,
        4096,
        0,
        4097,
        65_536,
        131_072,
        131_073,
        1 << 20,
        (1 << 20) + 1,
        ArrayPlugin.SIZE,
        ArrayPlugin.SIZE + 1L,
        1 << 26,
        (1 << 26) + 1,
        (1L << 27) + 1,
        (1L << 31) - 1,
        1L << 31,
        (1L << 32) - 1,
        1L << 32,
        -1
    };

    /** A session ends when it has this many bytes, or has asked for four times as many. No payload is longer. */
    private static final int LONGEST = 4 << 20;

    private final byte[] choices;
    private final ClientBytes bytes = new ClientBytes();
    private final List<Integer> cuts = new ArrayList<>();
    private int next;
    private long cookie;
    private boolean extended;
    private long asked;

    Script(byte[] choices) {
        this.choices = choices;
    }

    /** Whether there are choices left, and the limits are not reached. */
    private boolean more() {
        return next < choices.length && bytes.size() < LONGEST && asked < 4L * LONGEST;
    }

    /** The next choice, from 0 to 255. */
    int choice() {
        return next < choices.length ? choices[next++] & 0xff : 0;
    }

    private int of(int[] table) {
        return table[choice() % table.length];
    }

    private long of(long[] table) {
        return table[choice() % table.length];
    }

    private String of(String[] table) {
        return table[choice() % table.length];
    }

    /** Makes a session of client flags and options, with an occasional request among them. */
    Script handshake() {
        bytes.clientFlags(of(CLIENT_FLAGS));
        while (more()) {
            switch (choice() % 8) {
                case 6 -> request();
                case 7 -> raw();
                default -> option();
            }
        }
        return this;
    }

    /** Makes a session that takes the shortest way into transmission, in one of its modes, and then sends requests. */
    Script transmission() {
        bytes.clientFlags(HandshakeFlags.FIXED_NEWSTYLE | HandshakeFlags.NO_ZEROES);
        int mode = choice() % 4;
        if (mode == 2) {
            bytes.option(Options.EXTENDED_HEADERS);
            extended = true;
        } else if (mode != 1) {
            bytes.option(Options.STRUCTURED_REPLY);
        }
        if (mode != 3) {
            bytes.option(Options.SET_META_CONTEXT, ClientBytes.contexts("", BlockStatus.BASE_ALLOCATION));
        }
        bytes.option(Options.GO, ClientBytes.info(""));
        while (more()) {
            if (choice() % 16 == 15) {
                raw();
            } else {
                request();
            }
        }
        return this;
    }

    private void option() {
        int option = of(OPTIONS);
        byte[] data = switch (option) {
            case Options.GO, Options.INFO -> information();
            case Options.SET_META_CONTEXT, Options.LIST_META_CONTEXT -> contexts();
            case Options.EXPORT_NAME -> of(NAMES).getBytes(StandardCharsets.UTF_8);
            default -> new byte[choice() % 4 == 3 ? choice() : 0];
        };
        int shape = choice();
        long length = data.length + LENGTH_ERRORS[shape % LENGTH_ERRORS.length];
        extended |= option == Options.EXTENDED_HEADERS && data.length == 0;
        bytes.u64(shape == 0xff ? Magic.IHAVEOPT + 1 : Magic.IHAVEOPT)
                .u32(option)
                .u32(length)
                .raw(data);
        cut(shape);
    }

    private byte[] information() {
        int[] types = new int[choice() % 4];
        Arrays.setAll(types, i -> choice() % (InfoTypes.BLOCK_SIZE + 2));
        return ClientBytes.info(of(NAMES), types).bytes();
    }

    private byte[] contexts() {
        String[] queries = new String[choice() % 5];
        Arrays.setAll(queries, i -> of(QUERIES));
        return ClientBytes.contexts(of(NAMES), queries).bytes();
    }

    private void request() {
        int command = of(COMMANDS);
        int flags = of(FLAGS);
        long offset = of(OFFSETS) + choice();
        long length = of(LENGTHS);
        int shape = choice();
        boolean carries = command == Commands.WRITE;
        boolean chooses = extended && command == Commands.BLOCK_STATUS && shape % 4 == 3;
        if (extended) {
            boolean wrong = shape % 16 == 14;
            boolean announced = (carries || chooses) ^ wrong;
            flags = announced ? flags | CommandFlags.PAYLOAD_LEN : flags & ~CommandFlags.PAYLOAD_LEN;
            carries |= announced;
            bytes.u32(shape == 0xff ? Magic.REQUEST : Magic.EXTENDED_REQUEST);
        } else {
            bytes.u32(shape == 0xff ? Magic.EXTENDED_REQUEST : Magic.REQUEST);
        }
        bytes.u16(flags).u16(command).u64(cookie++).u64(offset);
        if (chooses && (flags & CommandFlags.PAYLOAD_LEN) != 0) {
            int ids = shape / 16 % 4;
            bytes.u64(Long.BYTES + (long) ids * Integer.BYTES).u64(length);
            for (int id = 1; id <= ids; id++) {
                bytes.u32(id);
            }
            cut(shape);
            return;
        }
        if (extended) {
            bytes.u64(length);
        } else {
            bytes.u32(length);
            length &= 0xffff_ffffL;
        }
        cut(shape);
        if (carries && length >= 0 && length <= LONGEST) {
            bytes.payload((int) length - (shape % 16 == 15 && length > 0 ? 1 : 0), 1 + shape % 255);
        }
        asked += length >= 0 && length <= LONGEST ? length : 0;
    }

    /** Copies a number of choices into the session unchanged; the first choice is the number. */
    private void raw() {
        int count = Math.min(choice(), choices.length - next);
        bytes.raw(Arrays.copyOfRange(choices, next, next + count));
        next += count;
    }

    /** Perhaps ends a piece here or a few bytes earlier: the session is sent in one write for each piece. */
    private void cut(int shape) {
        if ((shape & 0x40) != 0) {
            cuts.add(bytes.size() - (shape & 7) % Math.max(1, bytes.size()));
        }
    }

    byte[] bytes() {
        return bytes.bytes();
    }

    /** The session, as the pieces in which it is sent. */
    List<byte[]> pieces() {
        byte[] all = bytes();
        List<byte[]> pieces = new ArrayList<>();
        int from = 0;
        for (int cut : cuts) {
            if (cut > from) {
                pieces.add(Arrays.copyOfRange(all, from, cut));
                from = cut;
            }
        }
        pieces.add(Arrays.copyOfRange(all, from, all.length));
        return pieces;
    }
}
