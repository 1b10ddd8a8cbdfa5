// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.server.End;
import dev.platter.server.listeners.PrivateFolder;
import java.nio.file.Path;
import java.time.Duration;

/** The entry point of {@code platter}. */
public final class Main {
    /** Longer than the server waits for requests under way. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Main() {}

    /**
     * Runs the command and ends the process.
     *
     * @param args the command line; the launcher sets the property {@code platter.home} to the folder of the installation
     */
    public static void main(String[] args) {
        Configuration configuration = new Configuration(Path.of(System.getProperty("platter.home", ".")));
        int status;
        try (End end = End.onSignals(PATIENCE)) {
            Run run = new Run(configuration, PrivateFolder::temporary, System.out, System.err);
            status = run.execute(end, args);
            System.out.flush();
            end.cleaned(status);
        }
        System.exit(status);
    }
}
