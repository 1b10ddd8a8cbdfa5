// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.nbd.OptionReplies;
import org.junit.jupiter.api.Test;

/** The table of options refuses an option that it does not have. */
class OptionTableTest extends OptionFixture {
    @Test
    void anOptionThatIsNotKnownIsUnsupported() {
        client.option(99, (byte) 1, (byte) 2);
        EmbeddedClient.Reply reply = client.reply();
        assertEquals(OptionReplies.ERR_UNSUP, reply.type());
        assertTrue(reply.text().endsWith("not known to this server (2 bytes of data)"), reply::text);
    }
}
