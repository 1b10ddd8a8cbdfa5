// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Loan;
import dev.platter.nbd.NbdError;
import java.io.IOException;

/**
 * A loan that knows how much was lent, so that each member of a chain is held to what it was asked for, and the log
 * names the one that was wrong.
 */
public interface CheckedLoan extends Loan {
    /**
     * How much was lent so far.
     *
     * @return the bytes of all pieces
     */
    int lent();

    /**
     * Asks the disk of a member to lend. A loan that does not count, as a test may bring, is not checked.
     *
     * @param member what the log calls the member
     * @param disk its disk
     * @param offset where the range begins, in bytes
     * @param length its length, in bytes
     * @param loan takes the pieces
     * @return whether all of the range was lent; otherwise nothing was
     * @throws IOException if the range cannot be read, or the disk has lent too little or too much
     */
    static boolean ask(String member, Disk disk, long offset, int length, Loan loan) throws IOException {
        int before = loan instanceof CheckedLoan counting ? counting.lent() : 0;
        boolean lent;
        try {
            lent = disk.lend(offset, length, loan);
        } catch (RuntimeException | Error e) {
            throw new DiskException(
                    NbdError.EIO,
                    member + " could not lend " + length + " bytes of a read at " + offset + ": unexpected " + e,
                    e);
        }
        int given = loan instanceof CheckedLoan counting ? counting.lent() - before : lent ? length : 0;
        if (given != (lent ? length : 0)) {
            throw new DiskException(
                    NbdError.EIO,
                    member + " has lent " + given + " of " + length + " bytes of a read at " + offset + " and "
                            + (lent
                                    ? "reported success; it must lend all of them"
                                    : "declined; a disk that declines must lend nothing"));
        }
        return lent;
    }
}
