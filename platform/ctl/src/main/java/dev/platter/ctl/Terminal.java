// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * The surroundings of a run.
 *
 * @param in standard input
 * @param out for answers
 * @param err for error messages
 * @param interactive whether {@code in} and {@code out} are a terminal that understands escape sequences
 * @param environment the environment variables
 * @param folder what relative paths are relative to
 * @param clock tells the time
 */
public record Terminal(
        BufferedReader in,
        PrintStream out,
        PrintStream err,
        boolean interactive,
        Map<String, String> environment,
        Path folder,
        InstantSource clock) {}
