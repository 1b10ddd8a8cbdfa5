// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.nbd.NbdError;
import dev.platter.testkit.RecordingDisk;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The errors that requests fail with. */
class ErrorNameTest {
    private final RecordingDisk behind = RecordingDisk.of(1000);

    @ParameterizedTest
    @EnumSource
    void everyErrorOfTheProtocolCanBeInjected(NbdError error) {
        AsyncDisk disk = Filtered.disk(behind, Given.parameters("error-rate=1 error=" + error));
        assertTrue(Filtered.outcome(disk, "pread").startsWith(error + " "));
    }

    @Test
    void eachKindOfRequestHasAnErrorOfItsOwn() {
        for (String command : Filtered.COMMANDS) {
            AsyncDisk disk = Filtered.disk(
                    behind,
                    Given.parameters("error-rate=1 error-flush-rate=1 error=EPERM error-" + command + "=ENOSPC"));
            for (String other : Filtered.COMMANDS) {
                String expected = other.equals(command) ? "ENOSPC " : "EPERM ";
                assertTrue(Filtered.outcome(disk, other).startsWith(expected), other);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EBADF", "eio", ""})
    void anUnknownErrorIsRefusedWithTheKnownOnes(String name) {
        String message = assertThrows(IllegalArgumentException.class, () -> NbdError.parse(name))
                .getMessage();
        assertTrue(message.contains("'" + name + "' (write one of EPERM, EIO"), message);
    }

    @Test
    void theHelpShowsEveryError() {
        assertEquals(
                Arrays.stream(NbdError.values()).map(Enum::name).collect(Collectors.joining("|")), ErrorFilter.ERRORS);
    }
}
