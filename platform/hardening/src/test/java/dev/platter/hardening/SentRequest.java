// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A request as it was sent, the errors that it may get, and the answer that it has got. */
final class SentRequest {
    /** Bytes of the disk that a reply contains. */
    record Piece(long offset, byte[] content) {}

    /** The status of a range that a reply reports, without its content. */
    record Extent(long offset, long length, long status) {}

    final int command;
    final int flags;
    final long cookie;
    final long offset;
    final long length;
    final byte[] payload;
    final boolean complete;

    /** The contexts that a block status request asks for. */
    final Set<Integer> contexts;

    final Set<NbdError> defects = EnumSet.noneOf(NbdError.class);
    final List<Piece> pieces = new ArrayList<>();
    final List<Extent> extents = new ArrayList<>();
    boolean answered;
    boolean failed;

    SentRequest(
            int command,
            int flags,
            long cookie,
            long offset,
            long length,
            byte[] payload,
            boolean complete,
            ReplyMode mode,
            Set<Integer> negotiated) {
        this.command = command;
        this.flags = flags;
        this.cookie = cookie;
        this.offset = offset;
        this.payload = payload;
        this.complete = complete;
        boolean chooses = command == Commands.BLOCK_STATUS
                && mode == ReplyMode.EXTENDED
                && (flags & CommandFlags.PAYLOAD_LEN) != 0
                && payload.length >= Long.BYTES;
        this.length = chooses ? ByteBuffer.wrap(payload).getLong() : length;
        contexts = chooses ? chosen(negotiated) : negotiated;
        find(mode);
    }

    /** Whether it changes the disk when it succeeds. */
    boolean changes() {
        return command == Commands.WRITE || command == Commands.TRIM || command == Commands.WRITE_ZEROES;
    }

    /** Whether it may succeed. */
    boolean mayBeDone() {
        return complete && (defects.isEmpty() || isEmpty());
    }

    /** Whether it is a request of length 0, whose meaning the document leaves open, and has no other defect. */
    private boolean isEmpty() {
        return length == 0 && command != Commands.FLUSH && defects.equals(EnumSet.of(NbdError.EINVAL));
    }

    /** Whether the document allows or demands this error number. */
    boolean mayFailWith(NbdError error) {
        boolean notFast =
                command == Commands.WRITE_ZEROES && (flags & CommandFlags.FAST_ZERO) != 0 && error == NbdError.ENOTSUP;
        return notFast || defects.contains(error);
    }

    /** Reads the contexts in a payload; each must be negotiated, and none may occur twice. */
    private Set<Integer> chosen(Set<Integer> negotiated) {
        Set<Integer> chosen = new HashSet<>();
        ByteBuffer ids = ByteBuffer.wrap(payload, Long.BYTES, payload.length - Long.BYTES);
        boolean valid = ids.remaining() % Integer.BYTES == 0;
        while (valid && ids.hasRemaining()) {
            int id = ids.getInt();
            valid = negotiated.contains(id) && chosen.add(id);
        }
        if (!valid) {
            defects.add(NbdError.EINVAL);
        }
        return chosen;
    }

    private void find(ReplyMode mode) {
        if (command < 0 || command > Commands.BLOCK_STATUS) {
            defects.add(NbdError.EINVAL);
            return;
        }
        if ((flags & ~allowed(mode)) != 0) {
            defects.add(NbdError.EINVAL);
        }
        if (command == Commands.FLUSH) {
            if (offset != 0 || length != 0) {
                defects.add(NbdError.EINVAL);
            }
            return;
        }
        if (length == 0 || (command == Commands.BLOCK_STATUS && contexts.isEmpty())) {
            defects.add(NbdError.EINVAL);
        }
        boolean within =
                offset >= 0 && length >= 0 && length <= ArrayPlugin.SIZE && offset <= ArrayPlugin.SIZE - length;
        if (!within) {
            boolean fills = command == Commands.WRITE || command == Commands.WRITE_ZEROES;
            defects.add(fills ? NbdError.ENOSPC : NbdError.EINVAL);
            if (length < 0 || length > ArrayPlugin.SIZE) {
                defects.add(NbdError.EINVAL);
                defects.add(NbdError.EOVERFLOW);
            }
        }
    }

    private int allowed(ReplyMode mode) {
        int always = CommandFlags.FUA;
        return switch (command) {
            case Commands.READ -> mode == ReplyMode.SIMPLE ? always : always | CommandFlags.DF;
            case Commands.WRITE -> mode == ReplyMode.EXTENDED ? always | CommandFlags.PAYLOAD_LEN : always;
            case Commands.WRITE_ZEROES -> always | CommandFlags.NO_HOLE | CommandFlags.FAST_ZERO;
            case Commands.BLOCK_STATUS ->
                mode == ReplyMode.EXTENDED && payload.length >= Long.BYTES
                        ? always | CommandFlags.REQ_ONE | CommandFlags.PAYLOAD_LEN
                        : always | CommandFlags.REQ_ONE;
            default -> always;
        };
    }

    /** Whether an extent says that its bytes are zeroes. */
    static boolean saysZero(Extent extent) {
        return (extent.status() & BlockStatus.ZERO) != 0;
    }

    @Override
    public String toString() {
        return Commands.nameOf(command) + " flags " + flags + " cookie " + cookie + " of " + length + " bytes at "
                + Long.toUnsignedString(offset);
    }
}
