// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.jobs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A job in a process group of its own. If we have the terminal's foreground, the job gets it, as from an interactive shell:
 *
 * <ul>
 *   <li>What is typed, and Ctrl-C, reach the job alone. It begins by stopping itself, and gets the terminal when we notice.
 *   <li>Ctrl-Z stops the job. Then we take the terminal back and stop ourselves, so that the user's shell takes over. When it
 *       continues us, we give the terminal on, if it is ours again, and continue the job.
 *   <li>A job in the background that reads the terminal is stopped by the system. If the user's shell has brought us to the
 *       foreground meanwhile, which nothing tells us, this is when we notice.
 *   <li>When the job has ended, we take the terminal back.
 * </ul>
 */
final class GroupJob implements Job {
    /** The shell stops until it has the terminal: what is typed before, and Ctrl-C, would miss it. */
    private static final String WAIT = "kill -s STOP $$\n";

    private static final int STOPPED = 0x7f;
    private static final int SIGNAL = 0x7f;
    private static final int STATUS = 0xff;

    private final PosixCalls system;
    private final Optional<ControllingTerminal> terminal;
    private final int group;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    private GroupJob(PosixCalls system, Optional<ControllingTerminal> terminal, int group) {
        this.system = system;
        this.terminal = terminal;
        this.group = group;
    }

    static GroupJob start(String script) throws IOException {
        PosixCalls system = new PosixCalls();
        Optional<ControllingTerminal> terminal = ControllingTerminal.open(system);
        boolean foreground = terminal.isPresent() && terminal.get().isOurs();
        String whole = foreground ? WAIT + script : script;
        GroupJob job = new GroupJob(system, terminal, system.spawn(List.of("/bin/sh", "-c", whole)));
        // After the start, since the command would inherit this.
        system.ignore(PosixCalls.SIGTTOU);
        Thread.ofPlatform().daemon().name("job").start(job::watch);
        return job;
    }

    private void bringToForeground(ControllingTerminal terminal) {
        terminal.give(group);
        system.killGroup(group, PosixCalls.SIGCONT);
    }

    private void watch() {
        try {
            int status = system.await(group);
            while ((status & STATUS) == STOPPED) {
                terminal.ifPresent(this::stopped);
                status = system.await(group);
            }
            terminal.filter(it -> it.isOf(group)).ifPresent(ControllingTerminal::takeBack);
            int signal = status & SIGNAL;
            ended.complete(signal == 0 ? status >> 8 & STATUS : 128 + signal);
        } catch (IOException | RuntimeException | Error e) {
            ended.completeExceptionally(e);
        }
    }

    private void stopped(ControllingTerminal terminal) {
        if (!terminal.isOurs()) {
            if (terminal.isOf(group)) {
                terminal.takeBack();
            }
            system.stopOwnGroup();
        }
        if (terminal.isOurs()) {
            bringToForeground(terminal);
        } else {
            system.killGroup(group, PosixCalls.SIGCONT);
        }
    }

    @Override
    public CompletableFuture<?> ended() {
        return ended;
    }

    @Override
    public int status() {
        return ended.join();
    }

    @Override
    public void terminate() {
        system.kill(group, PosixCalls.SIGTERM);
        system.killGroup(group, PosixCalls.SIGTERM);
        // A process that is stopped takes the signal when it goes on.
        system.killGroup(group, PosixCalls.SIGCONT);
    }

    @Override
    public void kill() {
        system.killGroup(group, PosixCalls.SIGKILL);
    }
}
