// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.nbd.NbdError;
import org.junit.jupiter.api.Test;

class ComplaintTest {
    private static Complaint complaint(String text) {
        return Complaint.of(text, NbdError.EIO);
    }

    @Test
    void firstWordMayBeTheNameOfAnError() {
        assertEquals(new Complaint(NbdError.ENOSPC, "Out of space"), complaint("ENOSPC Out of space\n"));
        assertEquals(new Complaint(NbdError.ENOTSUP, ""), complaint("EOPNOTSUPP\n"));
        assertEquals(new Complaint(NbdError.EPERM, "it is protected"), complaint("EROFS\nit is protected"));
    }

    @Test
    void withoutANameAllIsTheSentence() {
        assertEquals(new Complaint(NbdError.EIO, "ENOSPCE is no error"), complaint("ENOSPCE is no error"));
        assertEquals(new Complaint(NbdError.ESHUTDOWN, ""), Complaint.of("", NbdError.ESHUTDOWN));
    }
}
