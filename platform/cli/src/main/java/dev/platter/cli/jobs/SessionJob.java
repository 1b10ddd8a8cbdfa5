// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A job in a session of its own, whose process group has the shell's number, made by setsid(1). */
final class SessionJob implements Job {
    private final Process shell;

    private SessionJob(Process shell) {
        this.shell = shell;
    }

    static SessionJob start(Path setsid, String script) throws IOException {
        // As a child of ours it does not lead a group yet, so setsid becomes the shell without another process between
        // us.
        return new SessionJob(new ProcessBuilder(setsid.toString(), "/bin/sh", "-c", script)
                .inheritIO()
                .start());
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
        signal("TERM");
    }

    @Override
    public void kill() {
        signal("KILL");
    }

    /** The shell gets the signal before the rest of its group. */
    private void signal(String name) {
        String signal = "kill -s " + name + " " + shell.pid() + "; kill -s " + name + " -- -" + shell.pid();
        try {
            new ProcessBuilder("/bin/sh", "-c", "{ " + signal + "; } 2>/dev/null")
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // No process can be started any more, not even by the job.
            shell.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
