// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

import dev.platter.host.RefusedException;
import dev.platter.host.shell.Shell;
import dev.platter.host.shell.ShellReply;
import dev.platter.server.steering.Steering;
import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/**
 * The shell of one connection: opened when its client first uses it, or uses it again after an exit, and closed with the
 * connection.
 */
final class OwnShell implements Closeable {
    private final Steering server;
    private @Nullable Shell shell;
    private boolean closed;

    OwnShell(Steering server) {
        this.server = server;
    }

    /** Runs a text, however long that takes. */
    ShellReply run(String text) throws RefusedException {
        Shell opened = opened();
        ShellReply reply = opened.run(text);
        if (reply.ended()) {
            end(opened);
        }
        return reply;
    }

    private synchronized Shell opened() throws RefusedException {
        if (closed) {
            throw new RefusedException("the connection was closed");
        }
        Shell opened = shell;
        if (opened == null) {
            opened = server.shell();
            shell = opened;
        }
        return opened;
    }

    private synchronized void end(Shell opened) {
        shell = null;
        opened.close();
    }

    /** Interrupts the running command too. */
    @Override
    public synchronized void close() {
        closed = true;
        if (shell != null) {
            shell.close();
        }
    }
}
