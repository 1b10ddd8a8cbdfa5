// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.timelimit;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.TransparentDisk;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Closes the connection of a client that has had the disk open for long enough. */
@NbdFilter(name = "time-limit", summary = "limits how long a client is connected", contents = Contents.NONE)
public final class TimeLimitFilter implements Filter {
    private final Duration limit;
    private @Nullable Context context;

    /**
     * The parameters.
     *
     * @param timeLimit how long a client may have the disk open
     */
    public record Config(
            @Parameter(
                    aliases = {"time_limit", "timelimit"},
                    defaultValue = "60",
                    help = "How long a client may have the disk open.")
            Duration timeLimit) {}

    public TimeLimitFilter(Config config) {
        limit = config.timeLimit();
    }

    @Override
    public void start(Opener next, Context started) {
        context = started;
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        Context server = context;
        if (server == null) {
            throw new IllegalStateException("not started yet");
        }
        Disk behind = next.open(client);
        return new LimitedDisk(behind, server.schedule(client, limit, early -> end(server, client, early)));
    }

    private void end(Context server, Client client, boolean early) {
        if (!early) {
            server.logger().log(Level.DEBUG, "time-limit: time limit exceeded");
            client.disconnect();
        }
    }

    /** Takes the alarm back when the client leaves before, so that those of many short connections do not add up. */
    private static final class LimitedDisk extends TransparentDisk {
        private final Future<?> alarm;

        LimitedDisk(Disk next, Future<?> alarm) {
            super(next);
            this.alarm = alarm;
        }

        @Override
        public void close() throws IOException {
            alarm.cancel(false);
            super.close();
        }
    }
}
