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
 * @param files whether it may lend parts of files too
 */
record LendingThreshold(int bytes, boolean files) {
    /** The system property that replaces the measured lengths, in bytes; with 0 nothing is lent. */
    static final String PROPERTY = "platter.lend.bytes";

    /** The system property that says whether parts of files are sent as such: over Unix sockets (the default), always or never. */
    static final String FILES = "platter.lend.files";

    private static final int UNIX = 128 * 1024;
    private static final int TCP = 1024 * 1024;
    private static final int FILE = 64 * 1024;

    private static final LendingThreshold NEVER = new LendingThreshold(Integer.MAX_VALUE, false);

    /** The threshold for a connection. Over a socket of the JDK nothing is lent, see {@link LentBytes}. */
    static LendingThreshold of(Channel channel) {
        return of(channel, Integer.getInteger(PROPERTY), System.getProperty(FILES, "unix"));
    }

    /**
     * The threshold for a connection.
     *
     * @param chosen the value of {@link #PROPERTY}, if it is set
     * @param files the value of {@link #FILES}
     */
    static LendingThreshold of(Channel channel, @Nullable Integer chosen, String files) {
        if (channel instanceof AbstractNioChannel || Objects.equals(chosen, 0)) {
            return NEVER;
        }
        boolean tcp = channel.localAddress() instanceof InetSocketAddress;
        boolean sends = FileOutlet.isPossible(channel) && (files.equals("always") || (files.equals("unix") && !tcp));
        if (chosen != null) {
            return new LendingThreshold(chosen, sends);
        }
        return new LendingThreshold(sends ? FILE : tcp ? TCP : UNIX, sends);
    }
}
