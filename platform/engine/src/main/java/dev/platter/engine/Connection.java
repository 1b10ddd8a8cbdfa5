// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.api.UnixCredentials;
import dev.platter.engine.export.Presence;
import dev.platter.engine.handshake.ClientConnection;
import dev.platter.engine.handshake.Handshake;
import dev.platter.engine.handshake.ListenerTerms;
import dev.platter.engine.traffic.Visit;
import dev.platter.engine.transmission.LoopMemory;
import dev.platter.engine.transmission.ReceiveBuffers;
import dev.platter.engine.transmission.Transmission;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.function.Function;

/** A connection, from its acceptance until everything that was opened for it is closed. */
final class Connection {
    private final Channel channel;
    private final EventLoop loop;

    private final Visit visit;

    private Connection(Channel channel, EventLoop loop, Visit visit) {
        this.channel = channel;
        this.loop = loop;
        this.visit = visit;
    }

    /** The connection as its users outside of the engine see it. */
    Visit visit() {
        return visit;
    }

    /** Prepares the connection of a client that is not yet registered with its event loop. */
    static Connection begin(
            long id,
            Channel channel,
            Optional<UnixCredentials> credentials,
            EventLoop loop,
            ListenerTerms terms,
            LoopMemory memory,
            Function<String, System.Logger> loggers,
            Runnable closed) {
        Visit visit = new Visit(id, channel::close);
        Presence presence = new Presence();
        channel.closeFuture().addListener(_ -> presence.end());
        ReceiveBuffers receive = new ReceiveBuffers();
        channel.config().setRecvByteBufAllocator(receive);
        channel.pipeline()
                .addLast(
                        "handshake",
                        new Handshake(
                                new ClientConnection(
                                        visit,
                                        channel,
                                        presence,
                                        loop,
                                        credentials,
                                        memory,
                                        receive,
                                        new ConnectionLog(loggers, visit),
                                        closed),
                                terms));
        return new Connection(channel, loop, visit);
    }

    /** Finishes the requests under way and closes. */
    void drain() {
        loop.execute(() -> {
            Optional<Transmission> transmission =
                    Optional.ofNullable(channel.pipeline().get(Transmission.class));
            if (transmission.isPresent()) {
                transmission.get().drain();
            } else {
                channel.close();
            }
        });
    }

    /** Closes at once; requests under way finish without a reply. */
    void close() {
        channel.close();
    }
}
