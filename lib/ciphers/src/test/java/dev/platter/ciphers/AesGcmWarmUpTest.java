// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ciphers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;

class AesGcmWarmUpTest {
    @Test
    void javaDecryptsAsManyMessagesAsItWantsToSee() throws GeneralSecurityException {
        assertEquals(AesGcmWarmUp.MESSAGES, AesGcmWarmUp.warmUp());
    }

    @Test
    void itEndsEarlyWhenItsThreadIsWantedBack() throws GeneralSecurityException {
        Thread.currentThread().interrupt();
        assertEquals(0, AesGcmWarmUp.warmUp());
        assertTrue(Thread.interrupted());
    }
}
