// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.jobs;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A job without a process group: its processes are the shell's descendants, as far as Java finds them. */
final class TreeJob implements Job {
    private final Process shell;

    private TreeJob(Process shell) {
        this.shell = shell;
    }

    static TreeJob start(String script) throws IOException {
        return new TreeJob(
                new ProcessBuilder("/bin/sh", "-c", script).inheritIO().start());
    }

    @Override
    public CompletableFuture<?> ended() {
        return shell.onExit();
    }

    @Override
    public int status() {
        return shell.onExit().join().exitValue();
    }

    @Override
    public void terminate() {
        end(ProcessHandle::destroy);
    }

    @Override
    public void kill() {
        end(ProcessHandle::destroyForcibly);
    }

    /** The descendants are listed first: they are no longer found once the shell has ended. */
    private void end(Consumer<ProcessHandle> way) {
        List<ProcessHandle> descendants = shell.descendants().toList();
        way.accept(shell.toHandle());
        descendants.forEach(way);
    }
}
