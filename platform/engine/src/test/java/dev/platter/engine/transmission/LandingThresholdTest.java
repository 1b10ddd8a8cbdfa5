// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** From which length on payloads land. */
class LandingThresholdTest {
    @Test
    void onlyLongPayloadsLand() {
        assertTrue(LandingThreshold.bytes() > 64 * 1024);
        assertTrue(LandingThreshold.bytes() <= 256 * 1024, "nbdcopy writes that much at a time");
    }

    @Test
    void thePropertyReplacesTheMeasuredLength() {
        assertEquals(4096, LandingThreshold.bytes(4096));
        assertEquals(Integer.MAX_VALUE, LandingThreshold.bytes(0));
    }
}
