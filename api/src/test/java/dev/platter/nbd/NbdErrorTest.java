// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NbdErrorTest {
    @ParameterizedTest
    @EnumSource
    void anErrorIsFoundByItsNumber(NbdError error) {
        assertEquals(Optional.of(error), NbdError.of(error.code()));
    }

    @Test
    void anUnknownNumberHasNoError() {
        assertEquals(Optional.empty(), NbdError.of(0));
        assertEquals(Optional.empty(), NbdError.of(2));
    }
}
