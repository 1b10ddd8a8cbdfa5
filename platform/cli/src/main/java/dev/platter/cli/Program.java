// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import dev.platter.server.PlatterVersion;

/** The name under which the command was called, which the launcher tells. Called as nbdkit it answers in nbdkit's words. */
final class Program {
    /** The version of nbdkit whose command line and output are ours, for scripts that look for it. */
    static final String NBDKIT_VERSION = "1.42.3";

    private Program() {}

    static String name() {
        return isNbdkit() ? "nbdkit" : "platter";
    }

    static boolean isNbdkit() {
        return System.getProperty("platter.name", "").equals("nbdkit");
    }

    /** For {@code --version}. */
    static String version() {
        String ours = "platter " + PlatterVersion.read();
        return isNbdkit() ? "nbdkit " + NBDKIT_VERSION + " (" + ours + ")" : ours;
    }
}
