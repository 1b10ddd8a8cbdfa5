// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.api.UnixCredentials;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.kqueue.KQueueDomainSocketChannel;
import java.io.IOException;
import java.util.Optional;

/** The process at the other end of a Unix socket, as the kernel reports it. */
record PeerCredentials(int pid, int uid, int gid) implements UnixCredentials {
    static Optional<UnixCredentials> of(Channel channel) {
        try {
            var credentials = switch (channel) {
                case EpollDomainSocketChannel epoll -> epoll.peerCredentials();
                case KQueueDomainSocketChannel kqueue -> kqueue.peerCredentials();
                default -> null;
            };
            return Optional.ofNullable(credentials)
                    .map(peer ->
                            new PeerCredentials(peer.pid(), peer.uid(), peer.gids().length == 0 ? 0 : peer.gids()[0]));
        } catch (IOException e) {
            // The client has gone already; the handshake will find out.
            return Optional.empty();
        }
    }
}
