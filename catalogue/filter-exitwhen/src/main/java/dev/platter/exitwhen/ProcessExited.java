// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.exitwhen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Recognises the process by the moment at which it began, so that another one with the same number does not count. */
final class ProcessExited implements Event {
    private static final String KEY = "exit-when-process-exits";

    private final long pid;
    private @Nullable ProcessHandle process;

    ProcessExited(long pid) {
        this.pid = pid;
    }

    @Override
    public void prepare() throws IOException {
        process = ProcessHandle.of(pid)
                .orElseThrow(
                        () -> new IOException(KEY + ": there is no process " + pid + ", or it has exited already"));
    }

    @Override
    public boolean hasHappened() throws IOException {
        return process == null || !process.isAlive() || isZombie();
    }

    /** A process has exited although its parent has not asked for its status yet. */
    private boolean isZombie() throws IOException {
        if (!ExitWhenDetails.ON_LINUX) {
            return false;
        }
        try {
            String fields = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return fields.startsWith("Z", fields.lastIndexOf(')') + 2);
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    @Override
    public String sentence() {
        return KEY + ": detected process " + pid + " exit";
    }
}
