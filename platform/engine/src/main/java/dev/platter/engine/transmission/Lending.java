// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.Disk;
import dev.platter.api.ThreadModel;
import dev.platter.engine.export.CheckedLoan;
import dev.platter.engine.traffic.Meter;
import dev.platter.nbd.Commands;
import java.io.IOException;

/**
 * Asks the disk of a connection to lend what long reads ask for, before anything else is done for them: a read that is
 * lent takes no memory of the server and no worker. Used on the event loop.
 *
 * <p>Reads that are longer than {@link #LONGEST} are not lent: if the client were slow they would have to be copied on
 * the event loop, into memory that nobody has obtained.
 */
final class Lending {
    /** The longest read that is lent, in bytes; those of qemu-img have half of it. */
    static final int LONGEST = 4 << 20;

    private final Negotiated negotiated;
    private final LendingThreshold threshold;
    private final ReplyWriter replies;
    private final LentReplies lent;
    private final Loans loans;
    private final Meter meter;
    private final ConnectionControl control;
    private Disk disk;
    private int from;

    Lending(
            Negotiated negotiated,
            LendingThreshold threshold,
            ReplyWriter replies,
            LentReplies lent,
            Loans loans,
            Meter meter,
            ConnectionControl control) {
        this.negotiated = negotiated;
        this.threshold = threshold;
        this.replies = replies;
        this.lent = lent;
        this.loans = loans;
        this.meter = meter;
        this.control = control;
        changeDisk();
    }

    /** Continues with the present disk of the lease. Only when no request is under way. */
    void changeDisk() {
        disk = negotiated.disk().disk();
        boolean parallel = negotiated.chain().threadModel() == ThreadModel.PARALLEL;
        from = parallel ? threshold.bytes() : Integer.MAX_VALUE;
    }

    /** Whether the disk should be asked. */
    boolean isFor(RequestHeader header) {
        return header.command() == Commands.READ && header.length() >= from && header.length() <= LONGEST;
    }

    /**
     * Answers a read, if the disk lends it or fails to.
     *
     * @return false if the disk declines, and the read is still to be answered
     */
    boolean answer(RequestHeader header) {
        int length = (int) header.length();
        LentRead read = new LentRead(
                loans, header.cookie(), header.offset(), length, header.wantsOneChunk(), threshold.files());
        boolean all;
        try {
            all = CheckedLoan.ask("the disk", disk, header.offset(), length, read);
        } catch (IOException e) {
            read.close();
            loans.tellDisk(read);
            meter.atOnce(Commands.READ, length);
            replies.fail(header, e);
            return true;
        }
        read.close();
        if (!all) {
            loans.tellDisk(read);
            return false;
        }
        meter.atOnce(Commands.READ, length);
        loans.begin(read);
        try {
            lent.write(read);
        } catch (RuntimeException | Error e) {
            // The client has got a header, and waits for bytes that will not come.
            control.fail(e);
        } finally {
            read.endWriting();
        }
        return true;
    }
}
