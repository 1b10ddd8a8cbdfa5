// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.engine.NbdServer;
import dev.platter.host.PluginHost;

/**
 * Loads the classes that every serving run needs, on two threads: those of the host, which take longest, beside the first
 * thread from its first instruction on; those of the network when it is known that the run will serve. See
 * {@code docs/decisions/0004-a-short-start.md}.
 */
final class Preload {
    private static final String SELECTORS = "java.nio.channels.spi.SelectorProvider";
    private static final String LINUX_SELECTORS = "sun.nio.ch.EPollSelectorProvider";

    private Preload() {}

    /** Begins with the host's classes, unless the words only ask about Platter itself. They need not be right otherwise. */
    static void begin(String... args) {
        boolean asks = args.length == 0 || (args.length == 1 && args[0].startsWith("-"));
        if (!asks) {
            boolean filters = String.join(" ", args).contains("--filter");
            Thread.ofPlatform().daemon().name("preload").start(() -> host(filters));
        }
    }

    private static void host(boolean filters) {
        try {
            PluginHost.preload(filters);
        } catch (LinkageError e) {
            // A file is damaged. The first thread will need the same class, and says which.
        }
    }

    /** Loads the network's classes on this thread. */
    static void network() {
        chooseSelectors();
        NbdServer.preload();
    }

    /**
     * Names Java's own selectors, if they are those of Linux. Without a name, Java would look for others in every jar of the class
     * path, and wait for the other thread, which does the same for Felix.
     */
    private static void chooseSelectors() {
        if (System.getProperty(SELECTORS) == null
                && System.getProperty("os.name").equals("Linux")) {
            try {
                Class.forName(LINUX_SELECTORS);
                System.setProperty(SELECTORS, LINUX_SELECTORS);
            } catch (ClassNotFoundException e) {
                // A Java that calls them otherwise looks for them as it always does.
            }
        }
    }
}
