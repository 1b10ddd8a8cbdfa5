// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.traffic;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The traffic of an export: the numbers of all its connections, ended ones included. May be used by any thread. */
public final class ExportTraffic {
    private final Set<Counters> open = ConcurrentHashMap.newKeySet();
    private final SlowRequests slow;
    private final Counters ended;

    /** Creates counters at zero, without a listener for slow requests. */
    public ExportTraffic() {
        this(SlowRequests.UNHEARD);
    }

    /**
     * Creates counters at zero.
     *
     * @param slow is told of slow requests
     */
    public ExportTraffic(SlowRequests slow) {
        this.slow = slow;
        ended = new Counters(slow);
    }

    /**
     * Counts a new connection from now on.
     *
     * @return its numbers, to be given to {@link #end}
     */
    public Counters begin() {
        Counters counters = new Counters(slow);
        open.add(counters);
        return counters;
    }

    /**
     * Keeps the numbers of a connection that has ended.
     *
     * @param counters its numbers, which must not change any more
     */
    public synchronized void end(Counters counters) {
        if (open.remove(counters)) {
            ended.add(counters);
        }
    }

    /**
     * The numbers at this moment.
     *
     * @return the sums over all connections
     */
    public synchronized Counters total() {
        Counters total = new Counters(SlowRequests.UNHEARD);
        total.add(ended);
        for (Counters counters : open) {
            total.add(counters);
        }
        return total;
    }
}
