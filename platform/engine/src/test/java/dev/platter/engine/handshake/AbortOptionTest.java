// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The option ABORT ends the connection. */
class AbortOptionTest extends OptionFixture {
    @Test
    void theConnectionIsClosedBehindTheReply() {
        client.option(Options.ABORT, (byte) 1);
        assertEquals(List.of(OptionReplies.ACK), client.types());
        assertFalse(client.isOpen());
        assertEquals(1, client.closed());
        assertEquals(List.of(), client.log.errors());
    }
}
