// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class FileOutletTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void onlyASocketWithNothingBeforeTheProtocolTakesFiles() {
        Epoll.ensureAvailability();
        Channel channel = new EpollDomainSocketChannel();
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter());
        assertTrue(FileOutlet.isPossible(channel));
        channel.pipeline().addFirst(new ChannelInboundHandlerAdapter());
        assertFalse(FileOutlet.isPossible(channel), "as with TLS");
        channel.unsafe().closeForcibly();
        assertFalse(FileOutlet.isPossible(new EmbeddedChannel(new ChannelInboundHandlerAdapter())));
    }
}
