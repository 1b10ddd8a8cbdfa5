// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.log;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A script that a shell runs for each entry, one after the other. Its exit status is ignored. */
final class LogScript implements Destination {
    private static final Path SHELL = Path.of("/bin/sh");

    private final String script;

    private LogScript(String script) {
        this.script = script;
    }

    static LogScript of(String script) throws IOException {
        if (!Files.isExecutable(SHELL)) {
            throw new IOException("logscript needs " + SHELL + ", which does not exist: give logfile instead");
        }
        return new LogScript(script);
    }

    /** An interrupt means that the server no longer waits for scripts. */
    @Override
    public void write(List<Entry> entries) throws IOException {
        for (Entry entry : entries) {
            Process process = new ProcessBuilder(SHELL.toString(), "-c", entry.variables() + script)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                process.destroy();
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while a script ran", e);
            }
        }
    }

    @Override
    public void close() {}
}
