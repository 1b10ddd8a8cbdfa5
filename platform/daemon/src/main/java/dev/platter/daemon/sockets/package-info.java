// SPDX-License-Identifier: BSD-3-Clause
/** What the file system knows of Unix sockets. */
@NullMarked
package dev.platter.daemon.sockets;

import org.jspecify.annotations.NullMarked;
