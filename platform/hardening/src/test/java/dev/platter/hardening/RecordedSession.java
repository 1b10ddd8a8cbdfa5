// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import static dev.platter.hardening.Judgement.require;

import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.HandshakeFlags;
import dev.platter.nbd.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes that a well-behaved client sends from beginning to end: a handshake with many options, and the commands. Its
 * writes touch different parts of the disk, so the contents show which of them were carried out.
 */
final class RecordedSession {
    /** A write whose last byte is at {@code end} of the session. */
    private record Write(int end, int offset, int length, byte value) {}

    private final ReplyMode mode;
    private final ClientBytes bytes = new ClientBytes();
    private final List<Write> writes = new ArrayList<>();
    private final byte[] expected = new byte[ArrayPlugin.SIZE];
    private int cookie;

    private RecordedSession(ReplyMode mode) {
        this.mode = mode;
    }

    /** A session with short writes. */
    static RecordedSession of(ReplyMode mode) {
        RecordedSession session = new RecordedSession(mode);
        session.handshake();
        session.write(0, 40);
        session.request(Commands.READ, CommandFlags.DF, 0, 50);
        session.request(Commands.WRITE_ZEROES, CommandFlags.NO_HOLE, 65_536, 70_000);
        session.request(Commands.TRIM, 0, 200_000, 65_536);
        session.request(Commands.CACHE, 0, 0, 4096);
        session.write(8190, 5);
        session.request(Commands.FLUSH, 0, 0, 0);
        session.request(Commands.BLOCK_STATUS, 0, 0, ArrayPlugin.SIZE);
        session.request(Commands.READ, 0, 8000, 400);
        session.request(Commands.DISC, 0, 0, 0);
        return session;
    }

    /** A session that consists mostly of payloads, of each size that the server receives in another way. */
    static RecordedSession ofLargeWrites(ReplyMode mode) {
        RecordedSession session = new RecordedSession(mode);
        session.handshake();
        session.write(0, 60_000);
        session.write(100_000, 131_073);
        session.write(300_000, 600_000);
        session.request(Commands.DISC, 0, 0, 0);
        return session;
    }

    private void handshake() {
        bytes.clientFlags(HandshakeFlags.FIXED_NEWSTYLE | HandshakeFlags.NO_ZEROES)
                .option(Options.LIST);
        if (mode == ReplyMode.STRUCTURED) {
            bytes.option(Options.STRUCTURED_REPLY);
        } else if (mode == ReplyMode.EXTENDED) {
            bytes.option(Options.EXTENDED_HEADERS);
        }
        if (mode != ReplyMode.SIMPLE) {
            bytes.option(Options.LIST_META_CONTEXT, ClientBytes.contexts(""))
                    .option(Options.SET_META_CONTEXT, ClientBytes.contexts("", BlockStatus.BASE_ALLOCATION));
        }
        bytes.option(Options.INFO, ClientBytes.info("", 0, 1, 2, 3)).option(Options.GO, ClientBytes.info("", 3));
    }

    private void request(int command, int flags, long offset, long length) {
        int allowed = mode == ReplyMode.SIMPLE ? flags & ~CommandFlags.DF : flags;
        if (mode == ReplyMode.EXTENDED) {
            bytes.extendedRequest(command, allowed, cookie++, offset, length);
        } else {
            bytes.request(command, allowed, cookie++, offset, length);
        }
    }

    private void write(int offset, int length) {
        request(Commands.WRITE, mode == ReplyMode.EXTENDED ? CommandFlags.PAYLOAD_LEN : 0, offset, length);
        byte value = (byte) (writes.size() + 1);
        bytes.payload(length, value);
        writes.add(new Write(bytes.size(), offset, length, value));
    }

    byte[] bytes() {
        return bytes.bytes();
    }

    /** Demands that each completely sent write was carried out completely or not at all, and that nothing else was written. */
    void demandWholeWrites(byte[] disk, int sent) {
        for (Write write : writes) {
            boolean done = write.end() <= sent && disk[write.offset()] != 0;
            int to = write.offset() + write.length();
            Arrays.fill(expected, write.offset(), to, done ? write.value() : 0);
        }
        int at = Arrays.mismatch(expected, disk);
        require(at < 0, () -> "after " + sent + " bytes the disk has " + disk[at] + " at " + at);
    }
}
