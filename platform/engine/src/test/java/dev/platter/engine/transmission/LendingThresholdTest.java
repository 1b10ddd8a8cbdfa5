// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.junit.jupiter.api.Test;

/** From which length on reads are lent, by the kind of socket. */
class LendingThresholdTest {
    private static Channel at(SocketAddress address) {
        return new EmbeddedChannel() {
            @Override
            protected SocketAddress localAddress0() {
                return address;
            }
        };
    }

    @Test
    void shorterReadsAreLentOverAUnixSocket() {
        int unix = LendingThreshold.of(at(new SocketAddress() {})).bytes();
        int tcp = LendingThreshold.of(at(new InetSocketAddress(0))).bytes();
        assertTrue(unix < tcp, unix + " and " + tcp);
        assertTrue(tcp <= Lending.LONGEST, tcp + " is never lent");
    }

    @Test
    void nothingIsLentOverASocketOfTheJdk() {
        assertEquals(
                Integer.MAX_VALUE, LendingThreshold.of(new NioSocketChannel()).bytes());
    }

    @Test
    void thePropertyReplacesTheMeasuredLengths() {
        Channel tcp = at(new InetSocketAddress(0));
        assertEquals(4096, LendingThreshold.of(tcp, 4096, "unix").bytes());
        assertEquals(Integer.MAX_VALUE, LendingThreshold.of(tcp, 0, "unix").bytes());
        assertEquals(
                Integer.MAX_VALUE,
                LendingThreshold.of(new NioSocketChannel(), 4096, "unix").bytes());
    }
}
