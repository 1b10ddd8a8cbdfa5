// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import static dev.platter.hardening.Judgement.require;

import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The part of {@link Conversation} that is about requests: each is answered once, and the disk is as was promised. */
final class TransmissionJudge {
    /** A payload is read and thrown away up to here; beyond, the connection may be closed. */
    private static final long LONGEST_DISCARDED = 128L << 20;

    private final ByteBuffer sent;
    private final Received received;
    private final ReplyMode mode;
    private final Set<Integer> contexts;
    private final boolean ordered;
    private final List<SentRequest> requests = new ArrayList<>();
    private final Map<Long, SentRequest> unanswered = new HashMap<>();
    private boolean ambiguous;

    TransmissionJudge(ByteBuffer sent, Received received, ReplyMode mode, Set<Integer> contexts, boolean ordered) {
        this.sent = sent;
        this.received = received;
        this.mode = mode;
        this.contexts = contexts;
        this.ordered = ordered;
    }

    void judge(byte[] disk) {
        judgeReplies();
        if (!ambiguous) {
            model().compare(disk);
        }
    }

    /** The same without a look at what the disk holds afterwards. */
    void judgeReplies() {
        while (sent.remaining() >= mode.requestHeader() && takeRequest()) {
            // One after the other, up to one that ends the connection.
        }
        if (ambiguous) {
            // Two requests with the same cookie at the same time: nobody can tell their replies apart.
            return;
        }
        ReplyParser replies = new ReplyParser(received, mode, unanswered);
        while (!received.isEmpty()) {
            replies.takeOne();
        }
        for (SentRequest request : requests) {
            require(request.answered || !request.complete, () -> "not answered: " + request);
        }
        model();
    }

    /** What the disk must hold; fails if a reply has told something else of it. */
    private DiskModel model() {
        return new DiskModel(requests, ordered && requests.stream().allMatch(TransmissionJudge::isShort));
    }

    /** Longer ones are not carried out on the event loop, so that others may overtake them. */
    private static boolean isShort(SentRequest request) {
        return !request.mayBeDone() || request.length <= 1 << 20;
    }

    private boolean takeRequest() {
        if (sent.getInt() != mode.requestMagic()) {
            return false;
        }
        int flags = sent.getShort() & 0xffff;
        int command = sent.getShort() & 0xffff;
        long cookie = sent.getLong();
        long offset = sent.getLong();
        long length = mode == ReplyMode.EXTENDED ? sent.getLong() : sent.getInt() & 0xffff_ffffL;
        if (command == Commands.DISC) {
            return false;
        }
        // A write has a payload even if it does not say so: QEMU's client forgets that it must.
        boolean carries =
                command == Commands.WRITE || (mode == ReplyMode.EXTENDED && (flags & CommandFlags.PAYLOAD_LEN) != 0);
        long payload = carries ? length : 0;
        boolean complete = payload >= 0 && payload <= sent.remaining();
        byte[] data = new byte[complete ? (int) payload : 0];
        sent.get(data);
        SentRequest request = new SentRequest(command, flags, cookie, offset, length, data, complete, mode, contexts);
        requests.add(request);
        ambiguous |= unanswered.put(cookie, request) != null;
        return complete && payload <= LONGEST_DISCARDED;
    }

    static NbdError errorOf(int code) {
        for (NbdError error : NbdError.values()) {
            if (error.code() == code) {
                return error;
            }
        }
        throw new AssertionError("the error number " + code + " is not one of the protocol");
    }
}
