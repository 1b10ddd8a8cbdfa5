// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** An exception as lines: its message, its stack, and its causes. */
public final class StackTrace {
    private StackTrace() {}

    public static List<String> lines(Throwable thrown) {
        List<String> lines = new ArrayList<>();
        // An exception may be among its own causes.
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        String lead = "";
        for (Throwable t = thrown; t != null && seen.add(t); t = t.getCause()) {
            lines.add(lead + t);
            for (StackTraceElement frame : t.getStackTrace()) {
                lines.add("at " + frame);
            }
            lead = "caused by ";
        }
        return lines;
    }
}
