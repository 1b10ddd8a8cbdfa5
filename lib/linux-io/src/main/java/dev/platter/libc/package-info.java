// SPDX-License-Identifier: BSD-3-Clause
/**
 * The parts of the system's C library that disks need: Linux' calls for files and block devices, every Unix' calls for
 * memory, and the heap that all systems have. A bundle that uses this package embeds its own copy.
 *
 * <p><b>Ask first.</b> Classes for Linux alone may only be used if {@link dev.platter.libc.Linux#isHere()}. Their calls
 * are linked when their class is initialized, which costs up to 0.1 s, and so only when they are needed.
 * {@link dev.platter.libc.SystemMemory#find} returns empty if the system has none.
 *
 * <p><b>Errors are numbers.</b> A call that fails returns its negated errno, as the kernel itself does. Some errors are
 * answers, and only the caller knows which; {@link dev.platter.libc.Errno} turns the others into sentences for people
 * and errors for clients. A call that a signal has interrupted is repeated.
 *
 * <p><b>Numbers behind names</b> are those of the architectures that Java runs on;
 * {@link dev.platter.libc.Architecture} has the few that differ. The only structures that are passed are pairs of
 * 64-bit numbers, and those of io_uring and statx, which have the same layout everywhere. {@code Linux.isHere()} is true
 * only on 64-bit systems.
 */
@NullMarked
package dev.platter.libc;

import org.jspecify.annotations.NullMarked;
