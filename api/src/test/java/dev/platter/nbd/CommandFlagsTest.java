// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CommandFlagsTest {
    @Test
    void flagsAreNamedInTheOrderOfTheirBits() {
        assertEquals(
                "FUA NO_HOLE DF REQ_ONE FAST_ZERO PAYLOAD_LEN",
                CommandFlags.namesOf(CommandFlags.PAYLOAD_LEN
                        | CommandFlags.FAST_ZERO
                        | CommandFlags.REQ_ONE
                        | CommandFlags.DF
                        | CommandFlags.NO_HOLE
                        | CommandFlags.FUA));
        assertEquals("", CommandFlags.namesOf(0));
    }

    @Test
    void anUnknownFlagIsItsBit() {
        assertEquals("FUA bit 15", CommandFlags.namesOf(1 | 1 << 15));
    }
}
