// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.delay;

import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.TransparentDisk;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** A disk that stays open for a while after its client has gone. */
final class LateClosingDisk extends TransparentDisk {
    private final Context context;
    private final Duration delay;
    private final TriggerFile delaying;

    LateClosingDisk(Disk next, Context context, Duration delay, TriggerFile delaying) {
        super(next);
        this.context = context;
        this.delay = delay;
        this.delaying = delaying;
    }

    /** The client has gone already, so the wait is on behalf of the server, and ends with it at the latest. */
    @Override
    public void close() throws IOException {
        try {
            if (delaying.isOn()) {
                context.sleep(context.client(), delay);
            }
        } catch (DiskException e) {
            context.logger().log(Level.DEBUG, "closes early: " + e.getMessage());
        } finally {
            next().close();
        }
    }
}
