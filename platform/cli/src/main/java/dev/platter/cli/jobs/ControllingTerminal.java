// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.jobs;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The terminal that controls this process. Its foreground group reads what is typed, and gets the signals of Ctrl-C and Ctrl-Z.
 */
final class ControllingTerminal {
    static final Path PATH = Path.of("/dev/tty");

    private final PosixCalls system;
    private final int descriptor;

    private ControllingTerminal(PosixCalls system, int descriptor) {
        this.system = system;
        this.descriptor = descriptor;
    }

    /** Whether there is one, without native calls: the file exists for all processes, and opens for those that have a terminal. */
    static boolean exists() {
        try (FileInputStream terminal = new FileInputStream(PATH.toFile())) {
            return terminal.getFD().valid();
        } catch (IOException e) {
            return false;
        }
    }

    static Optional<ControllingTerminal> open(PosixCalls system) {
        int descriptor = system.open(PATH.toString());
        return descriptor < 0 ? Optional.empty() : Optional.of(new ControllingTerminal(system, descriptor));
    }

    boolean isOurs() {
        return isOf(system.ownGroup());
    }

    boolean isOf(int group) {
        return system.foreground(descriptor) == group;
    }

    void give(int group) {
        system.setForeground(descriptor, group);
    }

    /** Makes our own group the foreground one. SIGTTOU must be ignored, which otherwise stops a process that does this. */
    void takeBack() {
        give(system.ownGroup());
    }
}
