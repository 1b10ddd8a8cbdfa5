// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ciphers;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AesGcmWarmUpTest {
    @Test
    void itEndsEarlyWhenItsThreadIsWantedBack() {
        Thread.currentThread().interrupt();
        assertDoesNotThrow(() -> new AesGcmWarmUp().run());
        assertTrue(Thread.interrupted());
    }

    @Test
    void itKnowsHowJavaWantsItsCiphersUsed() {
        assertDoesNotThrow(() -> new AesGcmWarmUp().run());
    }
}
