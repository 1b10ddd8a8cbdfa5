// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.DiskException;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.nbd.NbdError;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is kept of an export while its chain is replaced and its rules change: the number of its connections, its
 * traffic, and how much of its bandwidth is used up. It lives as long as the export's name, and is shared by all
 * clients of the export, whichever chain they use. May be used by any thread.
 */
public final class ExportAccount {
    private final Optional<ExportTraffic> traffic;
    private final Optional<Bandwidth> bandwidth;
    private final Opens opens = new Opens(System::nanoTime);
    private int connections;

    private ExportAccount(Optional<ExportTraffic> traffic, Optional<Bandwidth> bandwidth) {
        this.traffic = traffic;
        this.bandwidth = bandwidth;
    }

    /** Creates an account that counts connections and nothing else. Its bandwidth has no limit. */
    public ExportAccount() {
        this(Optional.empty(), Optional.empty());
    }

    /**
     * Creates an account that counts traffic, and whose bandwidth may be limited.
     *
     * @param traffic the counters
     */
    public ExportAccount(ExportTraffic traffic) {
        this(Optional.of(traffic), Optional.of(new Bandwidth()));
    }

    /**
     * The counters.
     *
     * @return empty if traffic is not counted
     */
    public Optional<ExportTraffic> traffic() {
        return traffic;
    }

    /**
     * The bandwidth that all connections of the export share.
     *
     * @return the pace at which each connection may take requests
     */
    public Pace pace() {
        return bandwidth.isPresent() ? bandwidth.get() : Pace.UNBOUNDED;
    }

    /**
     * Changes the bandwidth, also for clients that are already connected.
     *
     * @param bytesPerSecond at least 1; empty for no limit
     * @throws IllegalArgumentException if a limit is given and this account cannot have one
     */
    public void limitBandwidth(OptionalLong bytesPerSecond) {
        if (bandwidth.isPresent()) {
            bandwidth.get().limit(bytesPerSecond);
        } else if (bytesPerSecond.isPresent()) {
            throw new IllegalArgumentException("the bandwidth of this account cannot be limited");
        }
    }

    /**
     * Counts one more connection, until {@link #leave}.
     *
     * @param most the largest number of connections, this one included; empty for any number
     * @throws DiskException if there are already as many
     */
    synchronized void enter(OptionalInt most) throws DiskException {
        requireRoom(most);
        connections++;
    }

    /**
     * Checks whether one more connection would be admitted.
     *
     * @param most the largest number of connections; empty for any number
     * @throws DiskException if there are already as many
     */
    synchronized void requireRoom(OptionalInt most) throws DiskException {
        if (most.isPresent() && connections >= most.getAsInt()) {
            throw new DiskException(
                    NbdError.EPERM,
                    "the export has " + connections + " connections, and may have " + most.getAsInt()
                            + ": try again when one has ended");
        }
    }

    /** The calls that open its disks. */
    Opens opens() {
        return opens;
    }

    /** Counts one connection less. */
    synchronized void leave() {
        connections--;
    }
}
