// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.process;

import com.sun.jna.Memory;
import dev.platter.host.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The way into the background. Java cannot fork, so the launcher's shell starts Java as a child and waits for a word from it, in a
 * pipe whose descriptor it tells Java. After {@link #enter} the shell ends and Java goes on as a daemon; after {@link #stay} it
 * waits for Java's end and passes on its status. If Java ends without a word, its start has failed.
 */
public final class Background {
    private static final String PROPERTY = "platter.launcher";
    private static final int O_RDWR = 2;
    private static final int SIGINT = 2;
    private static final int SIGTERM = 15;

    /** More than any system's struct sigaction has. */
    private static final int SIGNAL_ACTION = 512;

    private final int launcher;

    private Background(int launcher) {
        this.launcher = launcher;
    }

    /**
     * The way, if this process has one.
     *
     * @return empty if no launcher waits, as when the command line says that the server stays in the foreground
     */
    public static Optional<Background> ofThisProcess() {
        Integer descriptor = Integer.getInteger(PROPERTY);
        return descriptor == null ? Optional.empty() : Optional.of(new Background(descriptor));
    }

    /** Loads JNA's classes on another thread, while this one starts the server. */
    public void prepare() {
        Thread.ofPlatform().daemon().name("preload").start(() -> {
            try {
                CLibrary.call("getpid");
            } catch (LinkageError e) {
                // The call that is needed will say so.
            }
        });
    }

    /**
     * Has the launcher wait until this process ends.
     *
     * @throws RefusedException if the launcher has ended
     */
    public void stay() throws RefusedException {
        try {
            tell("foreground");
        } catch (LinkageError e) {
            // Without a word the launcher waits as well, once this process has ended.
        }
    }

    /**
     * Makes this process a daemon: in a session of its own, with {@code /} as its working directory, and without the standard streams
     * of the shell that has started it. Then the launcher ends. The caller has opened everything that is relative to the working directory.
     *
     * @param keepError whether standard error stays what it is
     * @throws RefusedException if the system refuses, or has no such calls
     */
    public void enter(boolean keepError) throws RefusedException {
        try {
            // Fails only if this process leads a group, which it then does without a terminal as well.
            CLibrary.call("setsid");
            handleInterrupt();
            succeed("chdir", "/");
            int nothing = CLibrary.call("open", "/dev/null", O_RDWR);
            if (nothing < 0) {
                throw new RefusedException("cannot open /dev/null (" + CLibrary.error()
                        + "), and so not become a daemon:" + " repair it, or stay in the foreground with -f");
            }
            succeed("dup2", nothing, 0);
            succeed("dup2", nothing, 1);
            tell("ready");
            if (!keepError) {
                // Last, so that whatever fails before can be said.
                succeed("dup2", nothing, 2);
            }
            CLibrary.call("close", nothing);
            CLibrary.call("close", launcher);
        } catch (LinkageError e) {
            throw new RefusedException(
                    "this system's calls to become a daemon are not known: stay in the foreground with -f", e);
        }
    }

    /**
     * Without job control a shell has its background processes ignore SIGINT, and Java then leaves it so. Java has a handler all the
     * same: it is that of SIGTERM, which passes on the signal's number.
     */
    private static void handleInterrupt() {
        try (Memory action = new Memory(SIGNAL_ACTION)) {
            CLibrary.call("sigaction", SIGTERM, null, action);
            CLibrary.call("sigaction", SIGINT, action, null);
        }
    }

    private static void succeed(String function, Object... arguments) throws RefusedException {
        if (CLibrary.call(function, arguments) < 0) {
            throw new RefusedException("cannot become a daemon: " + function + ": " + CLibrary.error()
                    + "; stay in the foreground with -f");
        }
    }

    /** By a call of the system, since a new user may not be allowed to open the launcher's pipe. */
    private void tell(String word) throws RefusedException {
        byte[] line = (word + "\n").getBytes(StandardCharsets.US_ASCII);
        if (CLibrary.call("write", launcher, line, (long) line.length) != line.length) {
            throw new RefusedException("the launcher has ended before the server was ready, and so the server ends");
        }
    }
}
