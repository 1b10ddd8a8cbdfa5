// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollChannelConfig;
import io.netty.channel.unix.RawUnixChannelOption;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The label of a socket's other end, which Linux tells as SO_PEERSEC if a security module is at work. */
final class SecurityLabel {
    private static final int SOL_SOCKET = 1;
    private static final int SO_PEERSEC = 31;

    /** Labels of the usual modules have at most some hundred bytes. */
    private static final int LONGEST = 4096;

    private SecurityLabel() {}

    static Optional<String> of(Channel channel) {
        if (!(channel.config() instanceof EpollChannelConfig linux)) {
            return Optional.empty();
        }
        try {
            return text(linux.getOption(new RawUnixChannelOption("SO_PEERSEC", SOL_SOCKET, SO_PEERSEC, LONGEST)));
        } catch (ChannelException e) {
            // No security module, a socket without a label, or a client that has gone already.
            return Optional.empty();
        }
    }

    /** What follows the label is zero. */
    private static Optional<String> text(ByteBuffer label) {
        String all = StandardCharsets.UTF_8.decode(label.clear()).toString();
        int end = all.indexOf('\0');
        return end == 0 ? Optional.empty() : Optional.of(end < 0 ? all : all.substring(0, end));
    }
}
