// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.events;

import dev.platter.nbd.Commands;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * A slow request. The server always measures requests, for whole turns at once, so this event is made afterwards: the event's
 * own time is the time of the reply, and {@code took} is how long the request took.
 */
@Name("dev.platter.SlowRequest")
@Label("Slow NBD Request")
@Description("A request that took a long time, recorded when it was answered")
@Category("Platter")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The recorder reads the fields.
public final class SlowRequestEvent extends Event {
    /** The default threshold for a slow request: 100 ms, in nanoseconds. */
    public static final long SLOW = 100_000_000;

    @Label("Command")
    @Description("As the protocol calls it")
    private final String command;

    @Label("Export")
    private final String export;

    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    private final long took;

    private SlowRequestEvent(String command, String export, long took) {
        this.command = command;
        this.export = export;
        this.took = took;
    }

    /**
     * A request was answered. This may be called for each request: a request that is not slow costs one comparison.
     *
     * @param command its number
     * @param export the export's name
     * @param nanos how long it took, in nanoseconds
     * @param threshold the least time of a slow request, in nanoseconds
     */
    public static void answered(int command, String export, long nanos, long threshold) {
        if (nanos >= threshold) {
            SlowRequestEvent event = new SlowRequestEvent(Commands.nameOf(command), export, nanos);
            event.commit();
        }
    }
}
