// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The probe finds out whether the peer of a socket has gone, although the server does not read the socket. */
class PeerProbeTest {
    @Test
    void aPeerCountsAsPresentWhereTheSystemCannotTell() {
        assertFalse(PeerProbe.hasGone(new EmbeddedChannel()));
    }

    @Test
    void aPeerThatHasGoneIsNoticedBehindUnreadBytes(@TempDir Path folder) throws Exception {
        assumeTrue(Epoll.isAvailable(), "needs epoll");
        Path path = folder.resolve("socket");
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        CompletableFuture<Channel> accepted = new CompletableFuture<>();
        try {
            new ServerBootstrap()
                    .group(loops)
                    .channel(EpollServerDomainSocketChannel.class)
                    .childOption(ChannelOption.AUTO_READ, false)
                    .childHandler(new ChannelInboundHandlerAdapter() {
                        @Override
                        public void channelActive(io.netty.channel.ChannelHandlerContext context) {
                            accepted.complete(context.channel());
                        }
                    })
                    .bind(new DomainSocketAddress(path.toFile()))
                    .sync();
            SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path));
            client.write(ByteBuffer.wrap(new byte[100]));
            Channel channel = accepted.get();
            assertFalse(
                    channel.eventLoop().submit(() -> PeerProbe.hasGone(channel)).get());
            client.close();
            assertTrue(channel.eventLoop()
                    .submit(() -> !channel.isActive() || PeerProbe.hasGone(channel))
                    .get());
        } finally {
            loops.shutdownGracefully(0, 0, java.util.concurrent.TimeUnit.SECONDS)
                    .sync();
        }
    }
}
