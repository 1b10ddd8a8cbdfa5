// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import java.io.PrintStream;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * What the command is connected to.
 *
 * @param in for a source that is {@code -}
 * @param data for a destination that is {@code -}
 * @param out for results
 * @param err for sentences
 */
record Streams(ReadableByteChannel in, WritableByteChannel data, PrintStream out, PrintStream err) {}
