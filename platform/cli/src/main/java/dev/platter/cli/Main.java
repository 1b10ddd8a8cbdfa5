// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.server.End;
import dev.platter.server.listeners.PrivateFolder;
import java.nio.file.Path;
import java.time.Duration;

/** The entry point of {@code platter}. */
public final class Main {
    /** Longer than the server waits for requests under way. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Main() {}

    /**
     * Runs the command and ends the process.
     *
     * @param args the command line; the launcher sets the property {@code platter.home} to the folder of the installation
     */
    public static void main(String[] args) {
        int status = run(args);
        // System.exit asks for a logger first, and Java opens every jar to find one. It is only needed for another
        // status, or if a plugin has left behind a thread that keeps the process alive.
        if (status != 0 || hasOtherThreads()) {
            System.exit(status);
        }
    }

    private static boolean hasOtherThreads() {
        ThreadGroup all = Thread.currentThread().getThreadGroup().getParent();
        // The number is an estimate, so there is room for threads that begin meanwhile.
        Thread[] threads = new Thread[all.activeCount() + 16];
        int count = all.enumerate(threads);
        for (int i = 0; i < count; i++) {
            if (!threads[i].isDaemon() && threads[i] != Thread.currentThread()) {
                return true;
            }
        }
        return count == threads.length;
    }

    /** Runs one command line, and leaves the process as it was. */
    static int run(String... args) {
        Preload.begin(args);
        Configuration configuration = new Configuration(Path.of(System.getProperty("platter.home", ".")));
        try (End end = End.onSignals(PATIENCE)) {
            Run run = new Run(configuration, PrivateFolder::temporary, System.out, System.err);
            int status = run.execute(end, args);
            System.out.flush();
            end.cleaned(status);
            return status;
        }
    }
}
