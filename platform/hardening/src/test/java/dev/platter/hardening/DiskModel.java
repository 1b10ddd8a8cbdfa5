// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import static dev.platter.hardening.Judgement.require;

import dev.platter.nbd.Commands;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The contents that a disk must have after the requests that were answered with success. If these may have been carried out
 * in any order, the model does not check bytes that two of them have changed, nor reads of bytes that any of them has changed.
 */
final class DiskModel {
    private final byte[] bytes = new byte[ArrayPlugin.SIZE];
    private final BitSet contested = new BitSet();

    DiskModel(List<SentRequest> requests, boolean ordered) {
        BitSet touched = new BitSet();
        if (!ordered) {
            requests.stream()
                    .filter(DiskModel::isDone)
                    .filter(SentRequest::changes)
                    .forEach(r -> touch(r, touched));
        }
        for (SentRequest request : requests) {
            if (isDone(request)) {
                check(request, touched);
                apply(request);
            }
        }
    }

    private static boolean isDone(SentRequest request) {
        return request.answered && !request.failed && request.length > 0;
    }

    private void touch(SentRequest request, BitSet touched) {
        int from = (int) request.offset;
        int to = from + (int) request.length;
        BitSet again = touched.get(from, to);
        again.stream().forEach(bit -> contested.set(from + bit));
        touched.set(from, to);
    }

    private void apply(SentRequest request) {
        int from = (int) request.offset;
        if (request.command == Commands.WRITE) {
            System.arraycopy(request.payload, 0, bytes, from, request.payload.length);
        } else if (request.changes()) {
            Arrays.fill(bytes, from, from + (int) request.length, (byte) 0);
        }
    }

    private void check(SentRequest request, BitSet touched) {
        for (SentRequest.Piece piece : request.pieces) {
            int from = (int) piece.offset();
            int to = from + piece.content().length;
            boolean known = touched.get(from, to).isEmpty();
            require(
                    !known || Arrays.equals(bytes, from, to, piece.content(), 0, piece.content().length),
                    () -> "other bytes than were written, in reply to " + request);
        }
        for (SentRequest.Extent extent : request.extents) {
            int from = (int) extent.offset();
            int to = from + (int) extent.length();
            boolean known = touched.get(from, to).isEmpty();
            require(
                    !known || !SentRequest.saysZero(extent) || isZero(from, to),
                    () -> extent + " is said to be zeroes, in reply to " + request);
        }
    }

    private boolean isZero(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Fails if the disk differs from this model. */
    void compare(byte[] disk) {
        int at = Arrays.mismatch(bytes, disk);
        while (at >= 0) {
            int where = at;
            require(contested.get(at), () -> "the disk has " + disk[where] + " at " + where + ", not " + bytes[where]);
            int from = contested.nextClearBit(at);
            int next = from >= bytes.length ? -1 : Arrays.mismatch(bytes, from, bytes.length, disk, from, disk.length);
            at = next < 0 ? -1 : from + next;
        }
    }
}
