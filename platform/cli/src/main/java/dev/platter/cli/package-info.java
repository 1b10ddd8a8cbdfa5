// SPDX-License-Identifier: BSD-3-Clause
/**
 * {@code platter}: one disk, with nbdkit's command line.
 *
 * <p>Data flows one way. {@link dev.platter.cli.PlatterCommand} reads the words, {@link dev.platter.cli.CommandDefinition} makes
 * a server's definition out of them, {@link dev.platter.cli.Run} opens the server, and a {@link dev.platter.cli.CaptiveShell} may
 * run beside it. One thread does and undoes all of that; whatever ends the run, a signal included, only tells {@link
 * dev.platter.server.End}.
 */
@NullMarked
package dev.platter.cli;

import org.jspecify.annotations.NullMarked;
