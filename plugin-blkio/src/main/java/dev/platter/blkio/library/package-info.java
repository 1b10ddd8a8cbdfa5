// SPDX-License-Identifier: BSD-3-Clause
/**
 * Devices through libblkio, the library of that name, with all drivers that the installed version has.
 *
 * <p>The library trusts its callers: a call in a state that it does not expect ends the process. So what it has made is
 * used in one order only: created, set, connected, set, started, its memory mapped, its queues used under the lock of
 * their {@link dev.platter.blkio.device.RequestQueue}, and destroyed when these have been failed, after which they make no
 * call any more.
 */
@NullMarked
package dev.platter.blkio.library;

import org.jspecify.annotations.NullMarked;
