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

/** The part of {@link Conversation} that judges requests: each is answered once, and the disk agrees with the replies. */
final class TransmissionJudge {
    /** A server discards an unwanted payload of up to this many bytes; for a longer one it may close the connection. */
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

    /** Judges the replies only, and not the disk's contents afterwards. */
    void judgeReplies() {
        while (sent.remaining() >= mode.requestHeader() && takeRequest()) {
            // Take the next request, up to the one that ends the connection.
        }
        if (ambiguous) {
            // Two unanswered requests may have had the same cookie, so their replies cannot be told apart.
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

    /** The contents that the disk must have; fails if a reply contradicts them. */
    private DiskModel model() {
        return new DiskModel(requests, ordered && requests.stream().allMatch(TransmissionJudge::isShort));
    }

    /** Whether a request cannot be overtaken: longer ones are not carried out on the event loop. */
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
        // A write has a payload even without the flag PAYLOAD_LEN: QEMU's client forgets to set it.
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
