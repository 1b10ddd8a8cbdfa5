// SPDX-License-Identifier: BSD-3-Clause
/** The queries and commands of a running server, for the control socket, the shell and the status page. */
@NullMarked
package dev.platter.server.steering;

import org.jspecify.annotations.NullMarked;
