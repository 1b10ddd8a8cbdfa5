// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.jobs;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A job without a process group: its processes are the shell's descendants, as far as Java finds them. */
final class TreeJob implements Job {
    /** Ctrl-C reaches the command as well as us, and we cannot tell it from other signals: the command has this long to answer it. */
    private static final Duration OWN_END = Duration.ofSeconds(2);

    private final Process shell;

    private TreeJob(Process shell) {
        this.shell = shell;
    }

    static TreeJob start(String script) throws IOException {
        return start(List.of("/bin/sh", "-c", script), Map.of());
    }

    static TreeJob start(List<String> words, Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).inheritIO();
        builder.environment().putAll(variables);
        return new TreeJob(builder.start());
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
        shell.onExit()
                .copy()
                .orTimeout(OWN_END.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((_, late) -> {
                    if (late != null) {
                        end(ProcessHandle::destroy);
                    }
                });
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
