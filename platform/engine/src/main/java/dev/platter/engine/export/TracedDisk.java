// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Disk;
import dev.platter.api.TransparentDisk;
import java.io.IOException;
import java.lang.System.Logger.Level;

/** The disk of a member, with a {@link Trace}. */
class TracedDisk extends TransparentDisk {
    private final Member member;
    private final Trace trace;

    TracedDisk(Disk next, Member member, Trace trace) {
        super(next);
        this.member = member;
        this.trace = trace;
    }

    @Override
    public final void close() throws IOException {
        trace.tell(Level.DEBUG, member, "close");
        super.close();
    }
}
