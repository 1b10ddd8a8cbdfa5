// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.process;

import dev.platter.host.RefusedException;
import java.util.Optional;

/** Ends the server when its parent process has ended. */
public final class ParentWatch {
    private static final String PROPERTY = "platter.parent";
    private static final int PR_SET_PDEATHSIG = 1;
    private static final int SIGTERM = 15;

    private final Signal signal;
    private final Optional<Long> launchedBy;

    /** How a system tells a process that its parent has ended. */
    interface Signal {
        /**
         * Asks to be told.
         *
         * @return whether this process will get SIGTERM as soon as its parent ends
         */
        boolean request();
    }

    ParentWatch(Signal signal, Optional<Long> launchedBy) {
        this.signal = signal;
        this.launchedBy = launchedBy;
    }

    /**
     * The watch of this system.
     *
     * @param portable whether to do without native libraries
     * @return the watch, not begun yet
     */
    public static ParentWatch ofThisProcess(boolean portable) {
        boolean linux = System.getProperty("os.name").equals("Linux");
        Long parent = Long.getLong(PROPERTY);
        return new ParentWatch(linux && !portable ? ParentWatch::onLinux : () -> false, Optional.ofNullable(parent));
    }

    /** Linux forgets the request when the thread ends that has made it: it must be the one that waits for the server's end. */
    private static boolean onLinux() {
        return CLibrary.call("prctl", PR_SET_PDEATHSIG, (long) SIGTERM, 0L, 0L, 0L) == 0;
    }

    /**
     * Begins to watch. Called by the thread that waits for the server's end.
     *
     * @param ended is run, by any thread, when the parent has ended; not if the system sends a signal
     * @throws RefusedException if the parent has ended already
     */
    public void begin(Runnable ended) throws RefusedException {
        boolean signalled = signal.request();
        // After the request, so that an end in between is not missed.
        Optional<ProcessHandle> parent = ProcessHandle.current().parent();
        if (parent.isEmpty()
                || (launchedBy.isPresent() && launchedBy.get() != parent.get().pid())) {
            throw new RefusedException("--exit-with-parent: the parent process has ended already");
        }
        if (!signalled) {
            parent.get().onExit().thenRun(ended);
        }
    }
}
