// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import org.junit.jupiter.api.Test;

/** The option STARTTLS on a server without TLS. TLS itself is tested through sockets, in the package {@code tls}. */
class StartTlsOptionTest extends OptionFixture {
    @Test
    void aServerWithoutTlsRefusesStartTls() {
        client.option(Options.STARTTLS);
        assertEquals(OptionReplies.ERR_POLICY, client.reply().type());
    }
}
