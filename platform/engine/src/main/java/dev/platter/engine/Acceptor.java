// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.engine.netty.InboundHandler;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Accepts the clients of a listening socket. */
final class Acceptor extends InboundHandler {
    /** The pause after a failure to accept, most likely because too many files are open. */
    private static final long PAUSE_MILLIS = 1000;

    private final Consumer<Channel> connected;
    private final System.Logger logger;

    Acceptor(Consumer<Channel> connected, System.Logger logger) {
        this.connected = connected;
        this.logger = logger;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        connected.accept((Channel) message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ChannelConfig config = context.channel().config();
        if (config.isAutoRead()) {
            logger.log(
                    System.Logger.Level.ERROR,
                    "cannot accept a client: " + cause.getMessage() + "; the next attempt is in " + PAUSE_MILLIS
                            + " ms");
            config.setAutoRead(false);
            context.channel().eventLoop().schedule(() -> config.setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
