// SPDX-License-Identifier: BSD-3-Clause
/**
 * {@code platter}: one disk, with nbdkit's command line.
 *
 * <p>Data flows one way. {@link dev.platter.cli.PlatterCommand} reads the words, a {@link dev.platter.cli.ChainPlan} finds
 * the plugin and the filters in a {@link dev.platter.cli.Catalog} and gives each what is its own,
 * {@link dev.platter.cli.Serving} brings the chain to life behind a socket, and a {@link dev.platter.cli.CaptiveShell} may
 * run beside it. All of that is done and undone by one thread; whoever wants the run to end, a signal included, only tells
 * {@link dev.platter.cli.End}.
 */
@NullMarked
package dev.platter.cli;

import org.jspecify.annotations.NullMarked;
