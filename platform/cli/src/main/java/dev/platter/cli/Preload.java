// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.engine.NbdServer;
import dev.platter.host.PluginHost;

/**
 * Loads the classes that every serving run needs, on two threads: the host's take about as long as those of the network and
 * what the main thread does until it needs the host's. See {@code docs/decisions/0004-a-short-start.md}.
 */
final class Preload {
    private static final String SELECTORS = "java.nio.channels.spi.SelectorProvider";
    private static final String LINUX_SELECTORS = "sun.nio.ch.EPollSelectorProvider";

    private Preload() {}

    /** Begins with the host's classes on another thread, and loads the network's on this one. */
    static void run() {
        Thread.ofPlatform().daemon().name("preload").start(PluginHost::preload);
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
