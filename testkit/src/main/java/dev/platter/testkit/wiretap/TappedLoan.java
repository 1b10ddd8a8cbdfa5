// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.wiretap;

import dev.platter.api.Disk;
import dev.platter.api.Loan;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A loan whose pieces are checked. It is a call of its disk that is under way until the loan is returned. */
final class TappedLoan implements Loan {
    private final Loan loan;
    private final String call;
    private final DiskLog log;
    private long lent;

    private TappedLoan(Loan loan, String call, DiskLog log) {
        this.loan = loan;
        this.call = call;
        this.log = log;
    }

    /** Has a disk lend. */
    static boolean lend(Disk disk, DiskLog log, long offset, int length, Loan loan) throws IOException {
        String call = "lend of " + length + " bytes at " + offset;
        TappedLoan tapped = new TappedLoan(loan, call, log);
        log.begins(call);
        loan.whenReturned(() -> log.ends(call));
        boolean[] all = {false};
        try {
            log.watched(call, false, () -> all[0] = disk.lend(offset, length, tapped));
        } catch (RuntimeException | Error e) {
            log.escaped(call, e);
            throw e;
        }
        tapped.check(all[0] ? length : 0);
        return all[0];
    }

    private void check(int expected) {
        if (lent != expected) {
            log.tap()
                    .found(
                            Rules.LENDING,
                            call + (expected == 0 ? " was declined" : " succeeded") + ", and " + lent
                                    + " bytes were lent");
        }
    }

    @Override
    public void memory(ByteBuffer piece) {
        if (!piece.isDirect() || piece.isReadOnly()) {
            log.tap().found(Rules.LENDING, call + " has lent a buffer that is not direct, or is read-only: " + piece);
        }
        lent += piece.remaining();
        loan.memory(piece);
    }

    @Override
    public boolean takesFiles() {
        return loan.takesFiles();
    }

    @Override
    public void file(int descriptor, long position, int length) {
        lent += length;
        loan.file(descriptor, position, length);
    }

    @Override
    public void hole(int length) {
        lent += length;
        loan.hole(length);
    }

    @Override
    public void whenReturned(Runnable returned) {
        loan.whenReturned(returned);
    }
}
