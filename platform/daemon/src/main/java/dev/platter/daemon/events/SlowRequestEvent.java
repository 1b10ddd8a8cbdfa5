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
 * A request that took long. Requests are timed by the server, in any case and for whole turns at once, so the recorder is told
 * of one afterwards: the event's own time is when the request was answered, and {@code took} says for how long it had been there.
 */
@Name("dev.platter.SlowRequest")
@Label("Slow NBD Request")
@Description("A request that took long, at the time when it was answered")
@Category("Platter")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The recorder reads them.
public final class SlowRequestEvent extends Event {
    /** What counts as slow where nobody says otherwise: 100 ms, in nanoseconds. */
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
     * A request was answered. Calling it for each request is cheap: those that were not slow cost one comparison.
     *
     * @param command its number
     * @param export the export's name
     * @param nanos how long it took, in nanoseconds
     * @param threshold from how many nanoseconds on it is slow
     */
    public static void answered(int command, String export, long nanos, long threshold) {
        if (nanos >= threshold) {
            SlowRequestEvent event = new SlowRequestEvent(Commands.nameOf(command), export, nanos);
            event.commit();
        }
    }
}
