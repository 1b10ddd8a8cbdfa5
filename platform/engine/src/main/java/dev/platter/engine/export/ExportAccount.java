// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.DiskException;
import dev.platter.engine.traffic.ExportTraffic;
import dev.platter.nbd.NbdError;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is kept of an export while its chain is replaced and its rules change: how many connections it has, what has flowed,
 * and how much of its bandwidth is used up. It lives as long as the export's name, and all clients of the export draw on it,
 * whichever chain they use. May be used by any thread.
 */
public final class ExportAccount {
    private final Optional<ExportTraffic> traffic;
    private final Optional<Bandwidth> bandwidth;
    private int connections;

    private ExportAccount(Optional<ExportTraffic> traffic, Optional<Bandwidth> bandwidth) {
        this.traffic = traffic;
        this.bandwidth = bandwidth;
    }

    /** An account that counts connections and nothing else. Its bandwidth has no limit. */
    public ExportAccount() {
        this(Optional.empty(), Optional.empty());
    }

    /**
     * An account that counts what flows, and whose bandwidth may be limited.
     *
     * @param traffic counts
     */
    public ExportAccount(ExportTraffic traffic) {
        this(Optional.of(traffic), Optional.of(new Bandwidth()));
    }

    /**
     * The counters.
     *
     * @return empty if nothing is counted
     */
    public Optional<ExportTraffic> traffic() {
        return traffic;
    }

    /**
     * The bandwidth that all connections of the export share.
     *
     * @return the pace at which each may take requests
     */
    public Pace pace() {
        return bandwidth.isPresent() ? bandwidth.get() : Pace.UNBOUNDED;
    }

    /**
     * Changes the bandwidth, for clients that are connected too.
     *
     * @param bytesPerSecond at least 1; empty for no limit
     * @throws IllegalArgumentException if there is to be a limit and this account cannot have one
     */
    public void limitBandwidth(OptionalLong bytesPerSecond) {
        if (bandwidth.isPresent()) {
            bandwidth.get().limit(bytesPerSecond);
        } else if (bytesPerSecond.isPresent()) {
            throw new IllegalArgumentException("the bandwidth of this account cannot be limited");
        }
    }

    /**
     * Counts one more connection, until it is given back.
     *
     * @param most how many there may be, this one included; empty for any number
     * @throws DiskException if there are as many already
     */
    synchronized void enter(OptionalInt most) throws DiskException {
        requireRoom(most);
        connections++;
    }

    /**
     * Looks whether one more connection would be let in.
     *
     * @param most how many there may be; empty for any number
     * @throws DiskException if there are as many already
     */
    synchronized void requireRoom(OptionalInt most) throws DiskException {
        if (most.isPresent() && connections >= most.getAsInt()) {
            throw new DiskException(
                    NbdError.EPERM,
                    "the export has " + connections + " connections, and may have " + most.getAsInt()
                            + ": try again when one has ended");
        }
    }

    /** Counts one connection less. */
    synchronized void leave() {
        connections--;
    }
}
