// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a run finds around it.
 *
 * @param in what is typed, or read
 * @param out where answers go
 * @param err where complaints go
 * @param interactive whether a person types {@code in} and looks at {@code out}, on something that understands escape sequences
 * @param environment the environment's variables
 * @param folder what relative paths are relative to
 * @param clock what time it is
 */
public record Terminal(
        BufferedReader in,
        PrintStream out,
        PrintStream err,
        boolean interactive,
        Map<String, String> environment,
        Path folder,
        InstantSource clock) {}
