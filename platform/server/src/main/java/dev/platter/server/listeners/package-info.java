// SPDX-License-Identifier: BSD-3-Clause
/** The sockets that clients connect to, and the TLS that is offered on them. */
@NullMarked
package dev.platter.server.listeners;

import org.jspecify.annotations.NullMarked;
