// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.nbd.NbdError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error that storage is known to return, by its number. */
class ErrnoTest {
    @ParameterizedTest
    @CsvSource({
        "1, EPERM, Operation not permitted",
        "5, EIO, Input/output error",
        "12, ENOMEM, Cannot allocate memory",
        "13, EPERM, Permission denied",
        "22, EIO, Invalid argument",
        "27, ENOSPC, File too large",
        "28, ENOSPC, No space left on device",
        "30, EPERM, Read-only file system",
        "95, ENOTSUP, Operation not supported",
        "116, EIO, Stale file handle",
        "122, ENOSPC, Disk quota exceeded"
    })
    void errorsHaveAWireErrorAndASentence(int errno, NbdError error, String sentence) {
        assertEquals(error, Errno.toNbd(errno));
        assumeTrue(Linux.isHere(), "other systems have other numbers");
        assertEquals(sentence, Errno.sentence(errno));
    }

    @ParameterizedTest
    @CsvSource({"19, true", "22, true", "25, true", "38, true", "95, true", "5, false", "28, false", "30, false"})
    void unsupportedOperationsAreRecognized(int errno, boolean unsupported) {
        assertEquals(unsupported, Errno.isUnsupported(errno));
    }
}
