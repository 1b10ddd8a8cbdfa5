// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.engine.netty.InboundHandler;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Accepts the clients of a listening socket. When no descriptor is left, a client is accepted with the {@link Reserve} and
 * disconnected: it learns so that there is no place, where it would otherwise wait.
 */
final class Acceptor extends InboundHandler {
    /** The pause after a failure to accept that the reserve does not help against. */
    private static final long PAUSE_MILLIS = 1000;

    private final Consumer<Channel> connected;
    private final Reserve reserve;
    private final System.Logger logger;

    Acceptor(Consumer<Channel> connected, Reserve reserve, System.Logger logger) {
        this.connected = connected;
        this.reserve = reserve;
        this.logger = logger;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Channel client = (Channel) message;
        if (reserve.isLent()) {
            client.unsafe().closeForcibly();
            logger.log(
                    System.Logger.Level.ERROR,
                    "a client was disconnected, since no descriptor is left for it: raise the limit of open files"
                            + " (ulimit -n), or lower max-connections in [limits]");
        } else {
            connect(client);
        }
        // Afterwards, so that the first client does not wait for it.
        reserve.take();
    }

    /** Whatever is thrown here costs one client, and not the listener. */
    private void connect(Channel client) {
        try {
            connected.accept(client);
        } catch (RuntimeException | Error e) {
            client.unsafe().closeForcibly();
            logger.log(System.Logger.Level.ERROR, "a client could not be served: unexpected " + e, e);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ChannelConfig config = context.channel().config();
        if (config.isAutoRead()) {
            boolean helped = reserve.lend();
            if (!helped) {
                logger.log(
                        System.Logger.Level.ERROR,
                        "cannot accept a client: " + cause.getMessage() + "; the next attempt is in " + PAUSE_MILLIS
                                + " ms");
            }
            config.setAutoRead(false);
            context.channel()
                    .eventLoop()
                    .schedule(() -> config.setAutoRead(true), helped ? 1 : PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
