// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.shell;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/**
 * The shells of a framework. Gogo runs while one of them is open.
 *
 * <p>May be used by any number of threads.
 *
 * @since 0.1
 */
public final class Shells implements AutoCloseable {
    private final BundleContext framework;
    private final Set<GogoShell> open = new HashSet<>();
    private @Nullable Gogo gogo;
    private boolean closed;

    /**
     * Creates the shells; starts nothing yet.
     *
     * @param framework the framework's own context
     */
    public Shells(BundleContext framework) {
        this.framework = framework;
    }

    /**
     * Opens a shell.
     *
     * @return a new session, to be closed
     * @throws ShellException if a shell cannot be opened
     */
    public synchronized Shell open() throws ShellException {
        if (closed) {
            throw new ShellException("the server is stopping, and opens no more shells: start it again first");
        }
        Gogo running = gogo;
        if (running == null) {
            running = Gogo.start(framework);
            gogo = running;
        }
        GogoShell shell = GogoShell.open(running, this::closed);
        open.add(shell);
        return shell;
    }

    private synchronized void closed(GogoShell shell) {
        Gogo running = gogo;
        if (open.remove(shell) && open.isEmpty() && running != null) {
            gogo = null;
            running.stop();
        }
    }

    /** Closes all shells. Does nothing the second time. */
    @Override
    public synchronized void close() {
        closed = true;
        List.copyOf(open).forEach(GogoShell::close);
    }
}
