// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

/** Whether somebody is at the other end; the rest of it is seen through sockets by ScarceMemoryTest. */
class PeerProbeTest {
    @Test
    void whereTheSystemCannotBeAskedNobodyIsSaidToHaveGone() {
        assertFalse(PeerProbe.hasGone(new EmbeddedChannel()));
    }
}
