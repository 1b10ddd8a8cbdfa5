// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.exitwhen;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;

/** A command that looks for the event, and says what it has found by its status. */
record ScriptSays(String script) implements Event {
    private static final String KEY = "exit-when-script";
    private static final int NOTHING = 0;
    private static final int HAPPENED = 88;

    /** While a script runs, new clients wait for it. */
    private static final int LONGEST_SECONDS = 30;

    @Override
    public boolean hasHappened() throws IOException {
        Process shell = new ProcessBuilder("/bin/sh", "-c", script)
                .redirectInput(Redirect.from(ExitWhenDetails.NULL_DEVICE))
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT)
                .start();
        int status = status(shell);
        if (status != NOTHING && status != HAPPENED) {
            throw new IOException(KEY + ": the script ended with status " + status + ": it must be " + HAPPENED
                    + " if the event has happened, and " + NOTHING + " if not");
        }
        return status == HAPPENED;
    }

    private static int status(Process shell) throws IOException {
        try {
            if (shell.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                return shell.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
        throw new IOException(KEY + ": the script did not end within " + LONGEST_SECONDS + " seconds and was killed");
    }

    @Override
    public String sentence() {
        return KEY + ": detected scripted event";
    }
}
