// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import java.nio.file.Path;

/** Where {@code platter} begins. */
public final class Main {
    private Main() {}

    /**
     * Runs the command and ends the process.
     *
     * @param args the command line; the launcher sets the property {@code platter.home} to the folder of the installation
     */
    public static void main(String[] args) {
        Configuration configuration = new Configuration(Path.of(System.getProperty("platter.home", ".")));
        int status;
        try (End end = End.onSignals()) {
            Run run = new Run(configuration, log -> BundleCatalog.open(configuration, log), System.out, System.err);
            status = run.execute(end, args);
            System.out.flush();
            end.cleaned(status);
        }
        System.exit(status);
    }
}
