package dev.platter.daemon.ctl;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a run finds around it.
 *
 * @param out where answers go
 * @param err where complaints go
 * @param interactive whether a person looks at {@code out}, on something that understands escape sequences
 * @param environment the environment's variables
 * @param folder what relative paths are relative to
 * @param clock what time it is
 */
record Terminal(
        PrintStream out,
        PrintStream err,
        boolean interactive,
        Map<String, String> environment,
        Path folder,
        InstantSource clock) {}
