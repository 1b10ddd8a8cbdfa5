// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.UnixChannel;
import java.util.Objects;

/** A socket that the system can send parts of files to. Used on the event loop. */
final class FileOutlet {
    private final UnixChannel channel;
    private final LoopMemory memory;

    /** Makes the outlet of a channel for which {@link #isPossible}. */
    FileOutlet(Channel channel, LoopMemory memory) {
        this.channel = (UnixChannel) channel;
        this.memory = memory;
    }

    /** Whether a channel is one of Netty's for Linux, without TLS before it. */
    static boolean isPossible(Channel channel) {
        return (channel instanceof EpollDomainSocketChannel || channel instanceof EpollSocketChannel)
                && !isEncrypted(channel);
    }

    /** Whether TLS encrypts what is sent: then there is another handler before that of the protocol. */
    static boolean isEncrypted(Channel channel) {
        ChannelPipeline handlers = channel.pipeline();
        return !Objects.equals(handlers.first(), handlers.last());
    }

    int socket() {
        return channel.fd().intValue();
    }

    FileSender sender() {
        return memory.files();
    }
}
