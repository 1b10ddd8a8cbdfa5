// SPDX-License-Identifier: BSD-3-Clause
/**
 * The system's C library, as far as disks need it: Linux' calls for files and block devices, every Unix' calls for
 * memory, and the heap that all systems have. A bundle that uses this package has it inside, with its own copy.
 *
 * <p><b>Ask first.</b> What Linux alone has may only be touched where {@link dev.platter.libc.Linux#isHere()}: the
 * calls are linked when their class is initialized, which costs up to 0.1 s, and so not before somebody needs them.
 * {@link dev.platter.libc.SystemMemory} is found, or not.
 *
 * <p><b>Errors are numbers.</b> A call that fails returns its errno, negated, as the kernel itself does. Some errors
 * are answers, and only the caller knows which; {@link dev.platter.libc.Errno} says what the others are to people and
 * to a client. A call that a signal has interrupted is made again.
 *
 * <p><b>Numbers behind names</b> are those of the architectures that Java runs on; {@link
 * dev.platter.libc.Architecture} has the few that differ. No structure is passed but pairs of 64-bit numbers, and only
 * 64-bit systems are taken for Linux, so there are no offsets to get wrong.
 */
@NullMarked
package dev.platter.libc;

import org.jspecify.annotations.NullMarked;
