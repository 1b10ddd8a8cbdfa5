// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Landing;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The landing of a member, held to what {@link Landing} promises, so that the log names the member that was wrong. A
 * commit is over when it has both completed and returned, see {@link BegunCall}.
 */
final class CheckedLanding implements Landing {
    private final Member member;
    private final Landing landing;
    private final List<ByteBuffer> buffers;
    private final String write;

    private CheckedLanding(Member member, Landing landing, List<ByteBuffer> buffers, String write) {
        this.member = member;
        this.landing = landing;
        this.buffers = buffers;
        this.write = write;
    }

    /**
     * Asks the disk of a member for a landing.
     *
     * @throws IOException if the range cannot be written, or what the member offers is not memory for all of it; then it
     *     was abandoned
     */
    @SuppressWarnings("OptionalAssignedToNull") // It is what an author may return.
    static Optional<Landing> ask(Member member, Disk disk, long offset, int length, RequestFlags flags)
            throws IOException {
        String write = "a write of " + length + " bytes at " + offset;
        Optional<Landing> offered;
        try {
            offered = disk.land(offset, length, flags);
        } catch (RuntimeException | Error e) {
            throw new DiskException(NbdError.EIO, member.title() + " could not land " + write + ": unexpected " + e, e);
        }
        if (offered == null) {
            throw new DiskException(
                    NbdError.EIO,
                    member.title() + " has returned null instead of a landing for " + write
                            + "; a disk that declines returns an empty Optional");
        }
        return offered.isPresent() ? Optional.of(checked(member, offered.get(), length, write)) : offered;
    }

    private static Landing checked(Member member, Landing landing, int length, String write) throws IOException {
        List<ByteBuffer> buffers = List.of();
        String fault;
        try {
            buffers = List.copyOf(landing.buffers());
            fault = fault(buffers, length);
        } catch (RuntimeException | Error e) {
            fault = "buffers that cannot be asked for: unexpected " + e;
        }
        // What a member behind has offered was held to it already.
        Landing checked =
                landing instanceof CheckedLanding ? landing : new CheckedLanding(member, landing, buffers, write);
        if (!fault.isEmpty()) {
            checked.abandon();
            throw new DiskException(NbdError.EIO, member.title() + " has offered for " + write + " " + fault);
        }
        return checked;
    }

    private static String fault(List<ByteBuffer> buffers, int length) {
        long sum = 0;
        for (ByteBuffer buffer : buffers) {
            if (!buffer.isDirect() || buffer.isReadOnly() || !buffer.hasRemaining()) {
                return "a buffer that is not direct, or is read-only or empty: " + buffer;
            }
            sum += buffer.remaining();
        }
        return sum == length ? "" : "buffers of " + sum + " bytes; together they must have " + length;
    }

    @Override
    public List<ByteBuffer> buffers() {
        return buffers;
    }

    @Override
    public void commit(Completion completion) {
        BegunCall call = new BegunCall(completion);
        try {
            landing.commit(new OnceTold(call));
        } catch (RuntimeException | Error e) {
            call.failed(new DiskException(
                    NbdError.EIO, member.title() + " could not commit " + write + ": unexpected " + e, e));
        }
        call.returned();
    }

    @Override
    public void abandon() {
        try {
            landing.abandon();
        } catch (RuntimeException | Error e) {
            member.log().log(
                    System.Logger.Level.ERROR, member.title() + " could not abandon " + write + ": unexpected " + e, e);
        }
    }

    /** Says so when a member completes a commit more than once: it may do the same to other requests. */
    private final class OnceTold implements Completion {
        private final BegunCall call;
        private boolean told;

        OnceTold(BegunCall call) {
            this.call = call;
        }

        @Override
        public void succeeded() {
            if (isFirst()) {
                call.succeeded();
            }
        }

        @Override
        public void failed(IOException error) {
            if (isFirst()) {
                call.failed(error);
            }
        }

        private boolean isFirst() {
            synchronized (this) {
                if (!told) {
                    told = true;
                    return true;
                }
            }
            member.log().log(
                    System.Logger.Level.ERROR,
                    member.title() + " has completed the commit of " + write + " twice; only the first counts");
            return false;
        }
    }
}
