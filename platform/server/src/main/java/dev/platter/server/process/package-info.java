// SPDX-License-Identifier: BSD-3-Clause
/**
 * A server's process: how it becomes a daemon, changes its user, writes its id into a file, and ends with its parent. The calls
 * of the C library are made through JNA, whose classes take long to load: only what is asked for makes any.
 */
@NullMarked
package dev.platter.server.process;

import org.jspecify.annotations.NullMarked;
