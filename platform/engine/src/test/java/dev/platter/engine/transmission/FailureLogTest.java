// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.DiskException;
import dev.platter.engine.traffic.Meter;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A failed request is logged at a level that depends on its error. */
class FailureLogTest {
    private final NotedLog lines = new NotedLog();
    private final FailureLog log = new FailureLog(lines, Meter.NONE);

    @Test
    void aFailureIsAnErrorWithCommandAndRange() {
        log.failed(Commands.READ, 512, 4096, new IOException("lost"));
        assertEquals(List.of("ERROR NBD_CMD_READ of 4096 bytes at 512: lost"), lines.lines);
    }

    @Test
    void aRefusalOfFastZeroesIsNotLoggedAsAFailure() {
        log.failed(Commands.WRITE_ZEROES, 0, 1, new DiskException(NbdError.ENOTSUP, "slow"));
        assertEquals(List.of("DEBUG NBD_CMD_WRITE_ZEROES of 1 bytes at 0: slow"), lines.lines);
    }

    @Test
    void anInvalidRequestIsForDebugging() {
        log.refused(Commands.TRIM, 1, 2, new DiskException(NbdError.EINVAL, "not offered"));
        assertEquals(List.of("DEBUG invalid request: NBD_CMD_TRIM of 2 bytes at 1: not offered"), lines.lines);
    }
}
