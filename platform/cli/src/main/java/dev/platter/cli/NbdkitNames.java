// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.cli.Option;

/** nbdkit's alternative long names of options, which scripts use and our help does not show. */
final class NbdkitNames {
    /** The other names of options, and the name that our help shows. */
    static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("read-only", "readonly"),
            Map.entry("export-name", "exportname"),
            Map.entry("export", "exportname"),
            Map.entry("ip-addr", "ipaddr"),
            Map.entry("no-fork", "foreground"),
            Map.entry("new-style", "newstyle"),
            Map.entry("old-style", "oldstyle"),
            Map.entry("no-structured-replies", "no-sr"),
            Map.entry("no-meta-contexts", "no-mc"),
            Map.entry("pid-file", "pidfile"),
            Map.entry("keep-alive", "keepalive"),
            Map.entry("time-out", "timeout"),
            Map.entry("print-url", "print-uri"),
            Map.entry("show-uri", "print-uri"),
            Map.entry("show-url", "print-uri"),
            Map.entry("stdin", "single"));

    private NbdkitNames() {}

    /** For {@code --long-options}: all long names, one a line. */
    static void printLong(PrintStream out) {
        TreeSet<String> names = new TreeSet<>(SYNONYMS.keySet());
        for (Option option : new PlatterOptions().getOptions()) {
            names.add(option.getLongOpt());
        }
        // As in nbdkit, the two options that print the names are not among them.
        names.remove("long-options");
        names.remove("short-options");
        for (String name : names) {
            out.println("--" + name);
        }
    }

    /** For {@code --short-options}: all letters, one a line. */
    static void printShort(PrintStream out) {
        for (Option option : new PlatterOptions().getOptions()) {
            if (option.getOpt() != null) {
                out.println("-" + option.getOpt());
            }
        }
    }
}
