// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A failure is turned into the error number and message that the client gets. */
class ErrorsTest {
    @Test
    void theDisksOwnNumberIsTaken() {
        assertEquals(NbdError.ENOTSUP, Errors.numberOf(new DiskException(NbdError.ENOTSUP, "no space left")));
    }

    @Test
    void theSystemsMessagesAreUnderstood() {
        assertEquals(NbdError.ENOSPC, Errors.numberOf(new IOException("No space left on device")));
        assertEquals(NbdError.ENOSPC, Errors.numberOf(new IOException("x: Disk quota exceeded")));
        assertEquals(NbdError.EPERM, Errors.numberOf(new IOException("Read-only file system")));
        assertEquals(NbdError.EPERM, Errors.numberOf(new IOException("Operation not permitted")));
    }

    @Test
    void everythingElseIsAnInputOutputError() {
        assertEquals(NbdError.EIO, Errors.numberOf(new IOException("the cable is broken")));
        assertEquals(NbdError.EIO, Errors.numberOf(new IOException()));
    }

    @Test
    void aFailureWithoutMessageIsCalledByItsClass() {
        assertEquals("lost", Errors.sentenceOf(new IOException("lost")));
        assertEquals("java.io.IOException", Errors.sentenceOf(new IOException()));
    }
}
