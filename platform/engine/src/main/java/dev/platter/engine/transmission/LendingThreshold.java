// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.channel.Channel;
import io.netty.channel.nio.AbstractNioChannel;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * From which length on reads are lent. Each reply that is lent has at least two pieces, a header and the disk's memory,
 * while short replies share a buffer that is still in the processor's cache when the system copies it; so lending pays
 * only for long reads, and how long depends on the socket. The lengths here were measured, see
 * {@code docs/decisions/0012-lent-reads.md}.
 *
 * @param bytes the shortest read that the disk is asked to lend
 */
record LendingThreshold(int bytes) {
    /** The system property that replaces the measured lengths, in bytes; with 0 nothing is lent. */
    static final String PROPERTY = "platter.lend.bytes";

    private static final int UNIX = 128 * 1024;
    private static final int TCP = 1024 * 1024;

    private static final LendingThreshold NEVER = new LendingThreshold(Integer.MAX_VALUE);

    /** The threshold for a connection. Over a socket of the JDK nothing is lent, see {@link LentBytes}. */
    static LendingThreshold of(Channel channel) {
        return of(channel, Integer.getInteger(PROPERTY));
    }

    /**
     * The threshold for a connection.
     *
     * @param chosen the value of {@link #PROPERTY}, if it is set
     */
    static LendingThreshold of(Channel channel, @Nullable Integer chosen) {
        if (channel instanceof AbstractNioChannel || Objects.equals(chosen, 0)) {
            return NEVER;
        }
        if (chosen != null) {
            return new LendingThreshold(chosen);
        }
        return new LendingThreshold(channel.localAddress() instanceof InetSocketAddress ? TCP : UNIX);
    }
}
